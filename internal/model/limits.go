package model

// MaxTargets is how many properties of resource types one property can refer to. The
// largest number in what AWS publishes is a fifth of it.
const MaxTargets = 64

// MaxName is how many bytes the name of a property, a definition or an attribute may
// have, and that of an object in place, which is made of those on the way to it. The
// longest that AWS publishes has less than half of it. Names are part of the names of
// all that is below them, so that long ones multiply.
const MaxName = 255
