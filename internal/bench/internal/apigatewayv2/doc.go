// Package apigatewayv2 is what cfngen generates for one type, written by hand.
// It stands in for the generated package until there is one.
package apigatewayv2
