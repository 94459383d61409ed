package cfn

// RaceEnabled says that the tests run with the race detector, under which
// sync.Pool forgets on purpose and so allocates.
const RaceEnabled = raceEnabled
