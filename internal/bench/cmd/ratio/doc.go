// Ratio reads the output of the benchmarks in internal/bench from standard input
// and writes a Markdown table: the time of cfngen divided by that of each peer,
// of the best times and of the medians over all runs, with the bar that the
// project sets itself beside it. The best times decide: a machine that others use,
// too, is slower at times and never faster than it is, so that medians compare
// moments where best times compare programs.
//
//	go test -run '^$' -bench . -count 6 | go run ./cmd/ratio
//
// It is the ratio within one run that says something; times differ from machine
// to machine and from day to day. A missed bar is written in the table and is no
// error, because a noisy machine can miss one. The exit code is 1 where the input
// holds no benchmark or one that failed, and 2 for wrong usage.
package main
