package naming

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"
)

func TestForResource(t *testing.T) {
	for _, c := range []struct{ service, resource, pkg, want string }{
		{"S3", "Bucket", "", "S3 Bucket s3 bucket"},
		{"ApiGatewayV2", "IntegrationResponse", "", "ApiGatewayV2 IntegrationResponse apigatewayv2 integrationresponse"},
		{"S3", "Bucket", "s3", "S3 Bucket s3 bucket"},
		{"S3", "Bucket", "cloud", "S3 S3Bucket cloud s3bucket"},
		{"shop", "order", "", "shop Order shop order"},
		{"shop", "order", "cloud", "shop ShopOrder cloud shoporder"},
		{"Shop", "KitMODULE", "", "Shop KitMODULE shop kitmodule"},
		// Not constraints of a platform or a test: there is no underscore.
		{"Shop", "Linux", "", "Shop Linux shop linux"},
		{"Shop", "UnitTest", "", "Shop UnitTest shop unittest"},
		// doc.go is the package's own.
		{"Shop", "Doc", "", "Shop Doc shop doc_resource"},
		{"D", "Oc", "cloud", "D DOc cloud doc_resource"},
		// So is cfngen.go, and the functions in it.
		{"Shop", "CfnGen", "", "Shop CfnGen shop cfngen_resource"},
		{"Shop", "Types", "", "Shop TypesResource shop types"},
		{"Shop", "TypesResource", "", "Shop TypesResourceResource shop typesresource"},
		{"Shop", "types", "", "Shop TypesResource shop types"},
		{"Shop", "Relations", "", "Shop RelationsResource shop relations"},
		{"Shop", "Types", "shop", "Shop TypesResource shop types"},
		{"Shop", "Types", "cloud", "Shop ShopTypes cloud shoptypes"},
		{"Shop", "TypesX", "", "Shop TypesX shop typesx"},
		{"Shop", "Com1", "", "Shop Com1 shop com1_resource"},
		{"Shop", "Comm", "", "Shop Comm shop comm"},
		// Names that a package or its folder cannot have.
		{"Type", "X", "", "Type X typeservice x"},
		{"Go", "X", "", "Go X goservice x"},
		{"Main", "X", "", "Main X mainservice x"},
		{"Internal", "X", "", "Internal X internalservice x"},
		{"Vendor", "X", "", "Vendor X vendorservice x"},
		{"TestData", "X", "", "TestData X testdataservice x"},
		{"Aux", "X", "", "Aux X auxservice x"},
		{"Cfn", "X", "", "Cfn X cfnservice x"},
		{"Init", "X", "", "Init X initservice x"},
		{"Documentation", "X", "", "Documentation X documentationservice x"},
		{"Type", "X", "cloud", "Type TypeX cloud typex"},
	} {
		t.Run(c.service+" "+c.resource+" "+c.pkg, func(t *testing.T) {
			n := ForResource("AWS", c.service, c.resource, c.pkg)
			if got := fmt.Sprint(n.Service, " ", n.Prefix, " ", n.Package, " ", n.File); got != c.want {
				t.Errorf("ForResource(%q, %q, %q) = %s, want %s", c.service, c.resource, c.pkg, got, c.want)
			}
			if !IsPackage(n.Package) {
				t.Errorf("%q is no package name", n.Package)
			}
		})
	}
}

// TestVendor: only what AWS owns has a package that is called as the service is.
func TestVendor(t *testing.T) {
	for _, c := range []struct{ vendor, service, resource, pkg, want string }{
		{"Alexa", "ASK", "Skill", "", "Alexa::ASK Skill alexaask skill"},
		{"Alexa", "ASK", "Skill", "alexaask", "Alexa::ASK Skill alexaask skill"},
		{"Alexa", "ASK", "Skill", "cloud", "Alexa::ASK AlexaASKSkill cloud alexaaskskill"},
		{"myOrg", "s3", "Bucket", "cloud", "myOrg::s3 MyOrgS3Bucket cloud myorgs3bucket"},
		{"In", "It", "X", "", "In::It X initservice x"},
	} {
		t.Run(c.vendor+" "+c.service+" "+c.resource+" "+c.pkg, func(t *testing.T) {
			n := ForResource(c.vendor, c.service, c.resource, c.pkg)
			if got := fmt.Sprint(n.Service, " ", n.Prefix, " ", n.Package, " ", n.File); got != c.want {
				t.Errorf("ForResource(%q, %q, %q, %q) = %s, want %s", c.vendor, c.service, c.resource, c.pkg, got, c.want)
			}
		})
	}
}

func TestNames(t *testing.T) {
	n := ForResource("AWS", "EC2", "Instance", "")
	m := ForResource("AWS", "EC2", "Instance", "cloud")
	for _, c := range []struct{ got, want string }{
		{n.Nested("Volume"), "InstanceVolume"},
		{n.Nested("volume"), "InstanceVolumeLower"},
		{n.TypeName(), "InstanceTypeName"},
		{n.Ref(), "InstanceRef"},
		{n.Attribute("PublicIp"), "InstanceAttrPublicIp"},
		{n.Attribute("Endpoint.Address"), "InstanceAttrEndpointAddress"},
		{n.Attribute("outputs.name"), "InstanceAttrOutputsName"},
		{m.Nested("Volume"), "EC2InstanceVolume"},
		{m.TypeName(), "EC2InstanceTypeName"},
		{m.Ref(), "EC2InstanceRef"},
		{m.Attribute("PublicIp"), "EC2InstanceAttrPublicIp"},
		{Schema("DBInstance"), "dbInstanceSchema"},
		{Values("InstanceMode"), "instanceModeValues"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %s, want %s", c.got, c.want)
			}
		})
	}
}

func TestCase(t *testing.T) {
	for _, c := range []struct{ name, exported, unexported string }{
		{"", "", ""},
		{"a", "A", "a"},
		{"A", "A", "a"},
		{"type", "Type", "type"},
		{"ApiId", "ApiId", "apiId"},
		{"DBInstance", "DBInstance", "dbInstance"},
		{"DB", "DB", "db"},
		{"S3Bucket", "S3Bucket", "s3Bucket"},
		{"VPCDHCPOptions", "VPCDHCPOptions", "vpcdhcpOptions"},
		{"IPv6", "IPv6", "iPv6"},
		{"x1Y", "X1Y", "x1Y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Exported(c.name); got != c.exported {
				t.Errorf("Exported(%q) = %q, want %q", c.name, got, c.exported)
			}
			if got := Unexported(c.name); got != c.unexported {
				t.Errorf("Unexported(%q) = %q, want %q", c.name, got, c.unexported)
			}
		})
	}
}

func none(string) bool { return false }

func TestField(t *testing.T) {
	for property, want := range map[string]string{
		"ApiId": "ApiId", "type": "Type", "func": "Func", "String": "String", "Error": "Error", "Guard": "Guard",
		"Validate": "ValidateProperty", "validate": "ValidateProperty", "Node": "NodeProperty",
		"CFNSchema": "CFNSchemaProperty", "AppendJSON": "AppendJSONProperty",
		"MarshalJSON": "MarshalJSONProperty", "UnmarshalJSON": "UnmarshalJSONProperty",
		"MarshalJSONTo": "MarshalJSONToProperty", "UnmarshalJSONFrom": "UnmarshalJSONFromProperty",
		"ValidateProperty": "ValidatePropertyProperty", "ValidatePropertyProperty": "ValidatePropertyPropertyProperty",
		"NameProperty": "NameProperty", "ValidateLower": "ValidateLower",
		"2faCode": "N2faCode", "3DSecure": "N3DSecure", "7": "N7", "N7": "N7",
	} {
		t.Run(property, func(t *testing.T) {
			if got := Field(property, none); got != want {
				t.Errorf("Field(%q) = %q, want %q", property, got, want)
			}
		})
	}
	// Beside an upper-case twin, it is the lower-case one that has another name.
	twins := func(name string) bool {
		return slices.Contains([]string{"Type", "type", "Id", "IdLower", "id", "Key"}, name)
	}
	for property, want := range map[string]string{
		"Type": "Type", "type": "TypeLower", "Id": "Id", "IdLower": "IdLower", "id": "IdLowerLower", "Key": "Key", "func": "Func",
	} {
		t.Run("beside others "+property, func(t *testing.T) {
			if got := Field(property, twins); got != want {
				t.Errorf("beside others, Field(%q) = %q, want %q", property, got, want)
			}
		})
	}
}

// TestFieldsOfDigits: names that begin with a digit, and those that look like the
// names of their fields, have fields of their own.
func TestFieldsOfDigits(t *testing.T) {
	all := []string{"2fa", "N2fa", "n2fa", "NN2fa", "nN2fa", "2Fa", "N2FaLower"}
	fields := map[string]string{}
	for _, property := range all {
		field := Field(property, func(name string) bool { return slices.Contains(all, name) })
		if other, ok := fields[field]; ok || !token.IsIdentifier(field) || !token.IsExported(field) {
			t.Errorf("%s and %q have the field %s", property, other, field)
		}
		fields[field] = property
	}
	if fields["NNN2fa"] != "2fa" || fields["N2Fa"] != "2Fa" || fields["N2fa"] != "N2fa" {
		t.Errorf("fields %v", fields)
	}
}

// TestDigits: types and services can begin with a digit, too.
func TestDigits(t *testing.T) {
	for _, c := range []struct{ vendor, service, resource, pkg, prefix, wantPkg, file string }{
		{"AWS", "3D", "Model", "", "Model", "n3d", "model"},
		{"AWS", "Shop", "2nd", "", "N2nd", "shop", "2nd"},
		{"AWS", "3D", "2nd", "all", "N3DN2nd", "all", "3d2nd"},
		{"Acme", "3D", "2nd", "", "N2nd", "acme3d", "2nd"},
		{"3Scale", "Net", "Api", "", "Api", "n3scalenet", "api"},
	} {
		t.Run(c.vendor+" "+c.service+" "+c.resource+" "+c.pkg, func(t *testing.T) {
			n := ForResource(c.vendor, c.service, c.resource, c.pkg)
			if n.Prefix != c.prefix || n.Package != c.wantPkg || n.File != c.file {
				t.Errorf("%s::%s::%s: %s in %s.%s, want %s in %s.%s", c.vendor, c.service, c.resource, n.Prefix, n.Package, n.File, c.prefix, c.wantPkg, c.file)
			}
			if got, want := n.Nested("3DSecure"), c.prefix+"3DSecure"; got != want {
				t.Errorf("nested %s, want %s", got, want)
			}
		})
	}
	got := NewRelations([]string{"AWS::Shop::N2ndHand", "AWS::Shop::2Hand", "AWS::Shop::2nd"}).Of("AWS::Shop::2nd")
	if !slices.Equal(got, []string{"AWS::Shop::2nd", "AWS::Shop::N2ndHand"}) {
		t.Errorf("related are %v", got)
	}
}

func TestWords(t *testing.T) {
	for value, want := range map[string]string{
		"": "", "*": "", "a": "A", "A": "A", "CONVERT_TO_TEXT": "ConvertToText", "dark-green": "DarkGreen",
		"Light blue": "LightBlue", "camelCase": "CamelCase", "HTTP": "Http", "HTTPs": "HTTPs", "us-east-1": "UsEast1",
		"TLSv1.2": "TLSv12", "12": "12", "a\nb": "AB", "s3:*": "S3", "été": "Été", "ÉTÉ": "Été", "日本": "日本",
		"ß": "ß", "\xff": "", "a\xffb": "AB", "\u202ea": "A", "e\u0301": "E", "x²": "X", "٣": "٣",
	} {
		t.Run(value, func(t *testing.T) {
			if got := Words(value); got != want {
				t.Errorf("Words(%q) = %q, want %q", value, got, want)
			}
		})
	}
}

func TestConstants(t *testing.T) {
	taken := func(name string) bool { return name == "EBox" || name == "ETypeName" || name == "ETypeNameValue" }
	for _, c := range []struct{ values, want []string }{
		{nil, []string{}},
		{[]string{"RED", "dark-green"}, []string{"ERed", "EDarkGreen"}},
		{[]string{"", "*", "/", "-", "s3:*", "€"}, []string{"EEmpty", "EAsterisk", "ESlash", "EDash", "ES3", "EU20AC"}},
		{[]string{"lowest-price", "lowestPrice"}, []string{"ELowestPrice", "ELowestPriceLower"}},
		{[]string{"lowestPrice", "lowest-price"}, []string{"ELowestPrice", "ELowestDashPrice"}},
		{[]string{"DomainUnit", "DOMAIN_UNIT"}, []string{"EDomainUnit", "EDOMAINUnderscoreUNIT"}},
		{[]string{"GLACIER", "Glacier"}, []string{"EGlacier", "EGlacierValue"}},
		{[]string{"Glacier", "GLACIER"}, []string{"EGlacier", "EGLACIER"}},
		{[]string{"Default", "default"}, []string{"EDefault", "EDefaultLower"}},
		{[]string{"12", "1.2", "-12", "+12", "1_2"}, []string{"E12", "E1Dot2", "EMinus12", "EPlus12", "E1Underscore2"}},
		{[]string{"s3:*", "s3:", "s3"}, []string{"ES3", "ES3Colon", "ES3Lower"}},
		{[]string{"Empty", ""}, []string{"EEmpty", "EEmptyValue"}},
		{[]string{"type", "func", "String"}, []string{"EType", "EFunc", "EString"}},
		{[]string{"été", "ÉTÉ", "日本"}, []string{"EÉté", "EÉTÉ", "E日本"}},
		{[]string{"Box", "TypeName"}, []string{"EBoxValue", "ETypeNameX547970654E616D65"}},
	} {
		t.Run(strings.Join(c.values, ","), func(t *testing.T) {
			if got := Constants("E", c.values, nil, taken); !slices.Equal(got, c.want) {
				t.Errorf("Constants(%q) = %q, want %q", c.values, got, c.want)
			}
		})
	}
}

// TestConstantsStay: values that come later do not move the names of the others.
func TestConstantsStay(t *testing.T) {
	values := []string{"a", "A", "b", "a-", "", "A-", "a_", "aLower", "AValue", "Empty", "a--", "\xff"}
	all := Constants("E", values, nil, none)
	for n := range values {
		if got := Constants("E", values[:n], nil, none); !slices.Equal(got, all[:n]) {
			t.Errorf("the first %d are %q, later %q", n, got, all[:n])
		}
	}
}

// TestSettledConstants: a settled constant has its name whatever other values there are, in
// whatever order, and no other value takes it.
func TestSettledConstants(t *testing.T) {
	settled := map[string]string{"lowestPrice": "LowestPriceLower", "GLACIER": "Glacier"}
	for _, c := range []struct{ values, want []string }{
		{[]string{"lowest-price", "lowestPrice"}, []string{"ELowestPrice", "ELowestPriceLower"}},
		{[]string{"lowestPrice", "lowest-price"}, []string{"ELowestPriceLower", "ELowestPrice"}},
		{[]string{"lowestPrice"}, []string{"ELowestPriceLower"}},
		{[]string{"LowestPriceLower", "lowestPrice"}, []string{"ELowestPriceLowerValue", "ELowestPriceLower"}},
		{[]string{"Glacier", "GLACIER"}, []string{"EGlacierValue", "EGlacier"}},
		{[]string{"GLACIER"}, []string{"EGlacier"}},
	} {
		t.Run(strings.Join(c.values, ","), func(t *testing.T) {
			if got := Constants("E", c.values, settled, none); !slices.Equal(got, c.want) {
				t.Errorf("Constants(%q) = %q, want %q", c.values, got, c.want)
			}
		})
	}
	taken := func(name string) bool { return name == "EGlacier" }
	if got := Constants("E", []string{"GLACIER"}, settled, taken); got[0] == "EGlacier" {
		t.Errorf("a settled name is that of something else: %q", got)
	}
}

// TestConstantNames: the list is in order, and each line is one that ConstantNames returns.
func TestConstantNames(t *testing.T) {
	var last string
	lines := 0
	for line := range strings.Lines(constantNames) {
		if strings.HasPrefix(line, "#") || line == "\n" {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		parts := strings.Split(fields[0], "::")
		if len(fields) != 4 || len(parts) != 3 || !IsIdentifier(fields[3]) {
			t.Errorf("not a line of the list: %q", line)
			continue
		}
		if got := ForResource(parts[0], parts[1], parts[2], "all").ConstantNames(fields[1])[fields[2]]; got != fields[3] {
			t.Errorf("%q is settled to %q", fields, got)
		}
		if key := fields[0] + " " + fields[1]; key < last {
			t.Errorf("%s is not in order", key)
		} else {
			last = key
		}
		lines++
	}
	if lines == 0 {
		t.Error("the list is empty")
	}
}

func TestIsIdentifier(t *testing.T) {
	for _, name := range []string{"a", "A", "z9", "ApiId", "Z", "type", "1", "9a"} {
		if !IsIdentifier(name) {
			t.Errorf("%q is none", name)
		}
	}
	for _, name := range []string{"", "_", "a_", "a b", "a.b", "é", "aé", "@", "[", "`", "{", "a{", "a/", "a:", "a\n", "a\x00", "$ref", ".."} {
		if IsIdentifier(name) {
			t.Errorf("%q is one", name)
		}
	}
}

func TestIsPackage(t *testing.T) {
	for _, name := range []string{"s3", "apigatewayv2", "my_types"} {
		if !IsPackage(name) {
			t.Errorf("%q is none", name)
		}
	}
	for _, name := range []string{"", "_", "S3", "type", "1a", "a-b", "a/b", "..", "a.b", "ÉA"} {
		if IsPackage(name) {
			t.Errorf("%q is one", name)
		}
	}
}

// FuzzNames: whatever names pass IsIdentifier, what is made of them are
// identifiers; and enum constants are whatever the values are, all different.
func FuzzNames(f *testing.F) {
	f.Add("S3", "Bucket", "Rule", "value", "other", "")
	f.Add("type", "doc", "validate", "ÉTÉ", "été", "cloud")
	f.Add("Aux", "COM1", "x", "\xff\u202e", "", "s3")
	f.Fuzz(func(t *testing.T, service, resource, name, value, other, pkg string) {
		constants := Constants("E", []string{value, other, value}, nil, func(name string) bool { return name == "E" || name == "E"+Words(other) })
		for i, c := range constants {
			if !token.IsIdentifier(c) || slices.Index(constants, c) != i {
				t.Errorf("the constants of %q and %q are %q", value, other, constants)
			}
		}
		if !IsIdentifier(service) || !IsIdentifier(resource) || !IsIdentifier(name) || pkg != "" && !IsPackage(pkg) {
			return
		}
		n := ForResource("AWS", service, resource, pkg)
		if !IsPackage(n.Package) || n.File == "doc" {
			t.Errorf("%q %q: %+v", service, resource, n)
		}
		for _, exported := range []string{n.Prefix, n.Nested(name), n.TypeName(), n.Ref(), n.Attribute(name), n.Attribute(name + "." + name), Field(name, none)} {
			if !token.IsIdentifier(exported) || !token.IsExported(exported) {
				t.Errorf("%q is no exported identifier", exported)
			}
		}
		for _, unexported := range []string{Schema(n.Nested(name)), Values(n.Prefix)} {
			if !token.IsIdentifier(unexported) || token.IsExported(unexported) {
				t.Errorf("%q is no unexported identifier", unexported)
			}
		}
	})
}

// TestSuffixes: what collides has another name, and no two names become the same.
func TestSuffixes(t *testing.T) {
	n := ForResource("AWS", "Shop", "Order", "")
	for _, name := range []string{"Line", "Line", "Box", "const Ref"} {
		t.Run(name, func(t *testing.T) {
			n.Disambiguate(name)
		})
	}
	for name, want := range map[string]string{
		"Line": "OrderLinePropertyProperty", "LineProperty": "OrderLinePropertyPropertyProperty",
		"Box": "OrderBoxProperty", "BoxProperty": "OrderBoxPropertyProperty", "Boxes": "OrderBoxes",
		"Ref": "OrderRefProperty", "TypeName": "OrderTypeNameProperty", "TypeNameProperty": "OrderTypeNamePropertyProperty",
		"AttrId": "OrderAttrIdProperty", "Attr": "OrderAttrProperty", "Attribute": "OrderAttribute", "Attr1": "OrderAttr1Property",
		"Property": "OrderProperty",
	} {
		if got := n.Type(name); got != want {
			t.Errorf("Type(%q) = %q, want %q", name, got, want)
		}
	}
	if n.Ref() != "OrderRefConst" || n.TypeName() != "OrderTypeName" {
		t.Errorf("the constants are %s and %s", n.Ref(), n.TypeName())
	}
	if m := ForResource("AWS", "MediaConnect", "Flow", ""); m.Nested("Source") != "FlowSourceProperty" {
		t.Errorf("Flow's Source is %s", m.Nested("Source"))
	}
	if m := ForResource("Other", "MediaConnect", "Flow", "all"); m.Nested("Source") != "OtherMediaConnectFlowSource" {
		t.Errorf("another vendor's Source is %s", m.Nested("Source"))
	}
}

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"AWS::EC2::Instance", "AWS::EC2::InstanceConnectEndpoint", true},
		{"AWS::EC2::InstanceConnectEndpoint", "AWS::EC2::Instance", true},
		{"AWS::RDS::DB", "AWS::RDS::DbProxy", true},
		{"AWS::IoT::Thing", "AWS::IoTThing::Group", true},
		{"AWS::AlexaASK::S", "Alexa::ASK::Skill", true},
		{"AWS::ASK::Skill", "Alexa::ASK::Skill", false},
		{"AWS::EC2::Instance", "AWS::EC2::Volume", false},
		{"AWS::EC2::Instance", "AWS::ECS::Instance", false},
	} {
		t.Run(c.a+" "+c.b, func(t *testing.T) {
			if got := len(NewRelations([]string{c.b}).Of(c.a)) == 1; got != c.want {
				t.Errorf("%s and %s are related: %v", c.a, c.b, got)
			}
		})
	}
}

func TestIsFolder(t *testing.T) {
	for name, want := range map[string]bool{
		"alltypes": true, "s3": true, "": false, "_": false, "All": false, "all_test": false, "a-b": false, "a/b": false,
		"1a": false, "func": false, "main": false, "cfn": false, "internal": false, "vendor": false, "testdata": false, "nul": false,
	} {
		t.Run(name, func(t *testing.T) {
			if got := IsFolder(name); got != want {
				t.Errorf("IsFolder(%q) = %t", name, got)
			}
		})
	}
}
