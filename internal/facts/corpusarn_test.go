package facts_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/templatetest"
	"github.com/cfngen/cfngen/spec"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	tables "github.com/cfngen/cfngen/templates/cfn/schema"
)

// corrected returns the types of the newest registry schemas with all that the program
// carries.
func corrected(t *testing.T) *model.Spec {
	t.Helper()
	registry := documents.Open(t, corpus.Registry)
	corpus.Snapshot(t, corpus.Registry)
	read := modelOf(t, registry, nil)
	attributes, found := frontend.Read([]source.Document{carriedOf(t, "facts")}, nil)
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	facts.Apply(read, attributes)
	relations(t, string(carriedOf(t, "relations").Data)).Apply(read)
	docs, err := source.FromFS(spec.Files, "overlays")
	if err != nil {
		t.Fatal(err)
	}
	overlays, found := overlay.Read(docs)
	if err := append(found, overlay.Apply(read, overlays)...).Err(); err != nil {
		t.Fatal(err)
	}
	return read
}

// typed is a resource type by its table alone. It has no properties.
type typed struct {
	cfn.JSON
	table tables.Schema
}

func (x *typed) CFNSchema() *tables.Schema { return &x.table }

// tableOf returns what of the table of a resource type ARNs are made from.
func tableOf(r *model.Resource) *typed {
	s := tables.Schema{Name: r.TypeName, Go: (*typed)(nil), PrimaryIdentifier: r.PrimaryIdentifier}
	for _, p := range r.Object.Properties {
		if !p.ReadOnly {
			f := tables.Field{Name: p.Name}
			if p.Type.Pattern != nil {
				f.Check = &tables.Check{Pattern: *p.Type.Pattern}
			}
			s.Fields = append(s.Fields, f)
		}
	}
	for _, a := range r.Attributes {
		s.Attributes = append(s.Attributes, a.Name)
	}
	s.Facts = &tables.Facts{Ref: r.Ref, ARN: r.ARN, ARNProperty: r.ARNReturned(), Stateful: r.Stateful}
	return &typed{table: s}
}

// TestCorpusARN: an ARN of each type is taken apart into what it was made of, and how many
// types have which ARNs in a template. The figures may get better.
func TestCorpusARN(t *testing.T) {
	counted := map[string]int{}
	var unknown []string
	for _, r := range corrected(t).Resources {
		x := tableOf(r)
		if r.Stateful {
			counted["stateful"]++
		}
		if r.ARN != "" {
			counted["with a template"]++
			checkApart(t, x, r.ARN)
		}
		v, err := arn.Of("T", x)
		text := ""
		if err == nil {
			text = cfn.IntrinsicOf(v).Arg().String()
		}
		switch {
		case r.ARN == "" && err != nil:
			counted["nothing is known"]++
		case err == nil && text == `"${T}"`:
			counted["Ref is the ARN"]++
		case err == nil && !strings.HasPrefix(text, `"arn:`):
			counted["an attribute is the ARN"]++
		case err == nil:
			counted["the template and references"]++
		case strings.Contains(err.Error(), "the property is not set"):
			counted["the template and properties"]++
		default:
			part, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "arn: the ARN of "+r.TypeName+" has the part "), ",")
			unknown = append(unknown, r.TypeName+" "+part)
		}
	}
	want := map[string]int{
		"Ref is the ARN": 517, "an attribute is the ARN": 435, "the template and references": 227, "the template and properties": 10,
		"nothing is known": 431, "with a template": 929, "stateful": 29,
	}
	if d := cmp.Diff(want, counted); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if d := cmp.Diff(unknownParts(), unknown); d != "" {
		t.Errorf("types of which a part of the ARN is not known: -want +got\n%s", d)
	}
}

// checkApart checks that an ARN of a type is taken apart into what it was made of.
func checkApart(t *testing.T, x *typed, template string) {
	t.Helper()
	names, ok := model.ARNNames(template)
	if !ok {
		t.Errorf("%s: no template: %s", x.table.Name, template)
		return
	}
	a := arn.ARN{Partition: "aws-cn", Parts: map[string]string{}}
	for i, name := range names {
		switch value := string(rune('a'+i)) + "-1.x_Y"; name {
		case model.ARNPartition:
		case model.ARNRegion:
			a.Region = "cn-north-1"
		case model.ARNAccount:
			a.Account = "123456789012"
		default:
			a.Parts[name] = value
		}
	}
	text, err := arn.Format(x, a)
	if err != nil {
		t.Error(err)
		return
	}
	// Another way to the same text.
	same := strings.NewReplacer("${Partition}", a.Partition, "${Region}", a.Region, "${Account}", a.Account).Replace(template)
	for name, value := range a.Parts {
		same = strings.ReplaceAll(same, "${"+name+"}", value)
	}
	got, err := arn.Parse(x, text)
	if d := cmp.Diff(a, got); d != "" || err != nil || same != text {
		t.Errorf("%s: %s: %v: -want +got\n%s", text, same, err, d)
	}
}

// pseudos are what stands for the partition, the region and the account in real templates.
var pseudos = strings.NewReplacer("arn:aws:", "arn:${AWS::Partition}:", "${ AWS::", "${AWS::")

// TestCorpusWrittenARNs: the ARNs that real templates spell out for their own resources are
// the ones that the templates of the facts have.
func TestCorpusWrittenARNs(t *testing.T) {
	types := map[string]*typed{}
	for _, r := range corrected(t).Resources {
		if r.ARN != "" {
			types[r.TypeName] = tableOf(r)
			types[r.TypeName].table.Facts.ARNProperty = "" // which would come first
		}
	}
	corpus.Snapshot(t, corpus.Templates)
	same := map[string]int{}
	var others []string
	for _, text := range corpus.Members(t, corpus.Templates) {
		if !strings.HasPrefix(string(text), "{") {
			var err error
			if text, err = templatetest.JSON(text); err != nil {
				continue // a licence, or what is wrong on purpose
			}
		}
		var read struct {
			Resources map[string]struct{ Type string }
		}
		if json.Unmarshal(text, &read) != nil {
			continue
		}
		for _, written := range regexp.MustCompile(`"arn:[^"]*"`).FindAllString(string(text), -1) {
			written = pseudos.Replace(strings.Trim(written, `"`))
			for _, ref := range regexp.MustCompile(`\$\{([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?\}`).FindAllStringSubmatch(written, -1) {
				typ := read.Resources[ref[1]].Type
				x := types[typ]
				if x == nil || !strings.HasPrefix(written, "arn:${AWS::Partition}:"+strings.Split(x.table.Facts.ARN, ":")[2]+":") {
					continue
				}
				v, err := arn.Of(cfn.LogicalID(ref[1]), x)
				if err != nil {
					others = append(others, typ+" "+written+": "+err.Error())
					continue
				}
				// What Ref returns can have been written as an attribute, too.
				if ref[2] != "" && slices.Equal(x.table.PrimaryIdentifier, []string{ref[2][1:]}) {
					written = strings.ReplaceAll(written, ref[0], "${"+ref[1]+"}")
				}
				if of := strings.Trim(cfn.IntrinsicOf(v).Arg().String(), `"`); strings.HasPrefix(written, of) {
					same[typ]++
				} else {
					others = append(others, typ+" "+written)
				}
			}
		}
	}
	slices.Sort(others)
	if d := cmp.Diff([]string(nil), others); d != "" {
		t.Errorf("other ARNs: -want +got\n%s", d)
	}
	if d := cmp.Diff(map[string]int{"AWS::CloudFront::Distribution": 1, "AWS::CodePipeline::Pipeline": 2, "AWS::EFS::FileSystem": 1, "AWS::S3::Bucket": 4}, same); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// unknownParts returns the types of which a part of the ARN is neither what Ref returns nor
// an attribute nor a property.
func unknownParts() []string {
	return []string{
		"AWS::Bedrock::ApplicationInferenceProfile ResourceId",
		"AWS::Budgets::Budget BudgetName",
		"AWS::CodeStar::GitHubRepository ProjectId",
		"AWS::Config::OrganizationConfigRule OrganizationConfigRuleId",
		"AWS::Config::RemediationConfiguration RemediationConfigurationId",
		"AWS::ControlTower::EnabledControl EnabledControlId",
		"AWS::DMS::ReplicationSubnetGroup GroupNameName",
		"AWS::DataBrew::Dataset ResourceId",
		"AWS::DataBrew::Job ResourceId",
		"AWS::DataBrew::Project ResourceId",
		"AWS::DataBrew::Recipe ResourceId",
		"AWS::DataBrew::Ruleset ResourceId",
		"AWS::DataBrew::Schedule ResourceId",
		"AWS::DocDB::DBCluster DbClusterInstanceName",
		"AWS::EC2::Host DedicatedHostId",
		"AWS::EC2::NetworkAcl NaclId",
		"AWS::EC2::SecurityGroupEgress SecurityGroupRuleId",
		"AWS::EC2::SecurityGroupIngress SecurityGroupRuleId",
		"AWS::EC2::SpotFleet SpotFleetRequestId",
		"AWS::EC2::VPCEndpointServicePermissions VpcEndpointServicePermissionId",
		"AWS::ElastiCache::CacheCluster CacheClusterId",
		"AWS::ElastiCache::SecurityGroup CacheSecurityGroupName",
		"AWS::Glue::Connection ConnectionName",
		"AWS::Glue::UsageProfile UsageProfileId",
		"AWS::IAM::Policy PolicyNameWithPath",
		"AWS::IAM::VirtualMFADevice MfaTokenIdWithPath",
		"AWS::KMS::Alias Alias",
		"AWS::Neptune::DBClusterParameterGroup ClusterPGName",
		"AWS::PaymentCryptography::Alias Alias",
		"AWS::PaymentCryptography::Key KeyId",
		"AWS::Pinpoint::EventStream AppId",
		"AWS::PinpointEmail::DedicatedIpPool DedicatedIPPool",
		"AWS::RDS::DBSecurityGroup SecurityGroupName",
		"AWS::Redshift::ClusterSecurityGroup SecurityGroupName",
		"AWS::Redshift::ClusterSecurityGroupIngress SecurityGroupName",
		"AWS::RedshiftServerless::Snapshot SnapshotId",
		"AWS::S3::StorageLens ConfigId",
		"AWS::SDB::Domain DomainName",
		"AWS::SES::DedicatedIpPool DedicatedIPPool",
		"AWS::SES::EmailIdentity IdentityName",
		"AWS::SES::ReceiptFilter ReceiptFilterName",
		"AWS::SES::Template TemplateName",
		"AWS::SSM::PatchBaseline PatchBaselineIdResourceId",
		"AWS::ServiceCatalog::CloudFormationProduct PortfolioId",
		"AWS::ServiceCatalog::CloudFormationProvisionedProduct PortfolioId",
	}
}

// TestCorpusReplacements: of what the relations come from, three types have properties that
// need a replacement beside those of the Resource Specification. They are not carried, because
// the registry schema has them as createOnlyProperties, or there is none of the type.
func TestCorpusReplacements(t *testing.T) {
	var from map[string]struct{ AdditionalReplacementProperties [][]string }
	if err := json.Unmarshal(documents.Open(t, corpus.Relations)[0].Data, &from); err != nil {
		t.Fatal(err)
	}
	registry := documents.Open(t, corpus.Registry)
	corpus.Snapshot(t, corpus.Registry)
	checked := map[string]int{}
	for _, doc := range registry {
		var schema struct {
			TypeName             string
			CreateOnlyProperties []string
		}
		if err := json.Unmarshal(doc.Data, &schema); err != nil {
			t.Fatal(err)
		}
		for _, path := range from[schema.TypeName].AdditionalReplacementProperties {
			checked[schema.TypeName]++
			if pointer := "/properties/" + strings.Join(path, "/"); !slices.Contains(schema.CreateOnlyProperties, pointer) {
				t.Errorf("%s: %s is not in createOnlyProperties", schema.TypeName, pointer)
			}
		}
	}
	if d := cmp.Diff(map[string]int{"AWS::EFS::AccessPoint": 9, "AWS::RedshiftServerless::Snapshot": 6}, checked); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
