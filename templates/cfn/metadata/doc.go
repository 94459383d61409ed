// Package metadata walks over what the tables of package schema have on the properties of a
// resource type: from a property to the table of the struct in it, and back to the properties
// around it. A table has what holds for a property wherever its struct stands; here is what
// holds for it on one path.
//
//	for p := range metadata.All((*s3.Bucket)(nil)) {
//		if p.Flags&schema.FlagCreateOnly != 0 {
//			fmt.Println(p.Pointer)
//		}
//	}
//
// The package knows neither values nor templates.
package metadata
