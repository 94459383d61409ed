package facts_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/spec"
)

// carriedOf returns the one document of a folder that the program carries.
func carriedOf(t *testing.T, folder string) source.Document {
	t.Helper()
	docs, err := source.FromFS(spec.Files, folder)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents: %v", len(docs), err)
	}
	return docs[0]
}

// TestCorpusRelations holds the relations that the program carries together with what
// they are from.
func TestCorpusRelations(t *testing.T) {
	docs := documents.Open(t, corpus.Relations)
	now, was := relations(t, string(docs[0].Data)), relations(t, string(carriedOf(t, "relations").Data))
	for _, line := range facts.Changed(was, now) {
		t.Error(line)
	}
}

// unknownTargets returns the properties that something refers to, and that neither the
// registry schema nor the Resource Specification of the newest corpus has. Most are called
// Id, by which Ref is meant, or Arn, which is what Ref returns.
func unknownTargets() []string {
	return []string{
		"AWS::ApiGateway::RestApi.ApiEndpoint",
		"AWS::ApplicationAutoScaling::ScalingPolicy.Id",
		"AWS::CertificateManager::Certificate.Id",
		"AWS::EC2::Instance.AutoScalingGroupName",
		"AWS::EC2::Instance.Id",
		"AWS::ECR::Repository.ClusterName",
		"AWS::ElasticLoadBalancing::LoadBalancer.Id",
		"AWS::Glue::Crawler.Id",
		"AWS::Glue::Database.Id",
		"AWS::Glue::Job.Id",
		"AWS::Glue::Registry.RegistryName",
		"AWS::Lambda::Alias.Arn",
		"AWS::Lambda::Alias.Id",
		"AWS::Lambda::Version.Arn",
		"AWS::RDS::DBCluster.Arn",
	}
}

// TestCorpusRelated: what is carried leads to properties and attributes that there are.
func TestCorpusRelated(t *testing.T) {
	registry := documents.Open(t, corpus.Registry)
	corpus.Snapshot(t, corpus.Registry)
	read := modelOf(t, registry, nil)
	attributes, found := frontend.Read([]source.Document{carriedOf(t, "facts")}, nil)
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	facts.Apply(read, attributes)
	carried := relations(t, string(carriedOf(t, "relations").Data))
	names := map[string]map[string]bool{}
	nowhere, unknown, absent := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range read.Resources {
		names[r.TypeName] = namesOf(r)
		for pointer := range carried[r.TypeName].References {
			if len(r.PropertiesAt(pointer)) == 0 {
				nowhere[r.TypeName+" "+pointer] = true
			}
		}
	}
	carried.Apply(read)
	counted := map[string]int{}
	for _, r := range read.Resources {
		references, complete := r.References()
		if !complete {
			t.Errorf("%s: the references are cut off", r.TypeName)
		}
		if r.Related() {
			counted["types with relations"]++
		}
		if len(r.RefReturns()) > 0 {
			counted["types of which Ref is known"]++
		}
		counted["references"] += len(references)
		for _, ref := range references {
			for _, target := range ref.Targets {
				if names[target.TypeName] == nil {
					absent[target.TypeName] = true
				} else if !names[target.TypeName][target.Property] {
					unknown[target.TypeName+"."+target.Property] = true
				}
			}
		}
		for _, name := range r.RefReturns() {
			if !names[r.TypeName][name] {
				unknown[r.TypeName+"."+name] = true
			}
		}
	}
	for what, lists := range map[string][2][]string{
		"properties that refer to something": {slices.Sorted(maps.Keys(nowhere)), {
			// The schemas of this corpus do not have them.
			"AWS::MSK::Cluster /LoggingInfo/AuthorizerLogs/CloudWatchLogs/LogGroup",
			"AWS::Synthetics::Canary /Replicas/*/VpcConfig/SubnetIds",
			"AWS::Synthetics::Canary /Replicas/*/VpcConfig/VpcId",
		}},
		"types that something refers to":      {slices.Sorted(maps.Keys(absent)), nil},
		"properties that something refers to": {slices.Sorted(maps.Keys(unknown)), unknownTargets()},
	} {
		if d := cmp.Diff(lists[1], lists[0]); d != "" {
			t.Errorf("%s and are not there: -want +got\n%s", what, d)
		}
	}
	want := map[string]int{"types with relations": 1464, "types of which Ref is known": 1408, "references": 981}
	if d := cmp.Diff(want, counted); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// namesOf returns the properties and attributes of a resource type and of the objects in
// it, as dotted paths, those in objects that are in others left out.
func namesOf(r *model.Resource) map[string]bool {
	out := map[string]bool{}
	for _, name := range r.PrimaryIdentifier {
		out[name] = true
	}
	for _, a := range r.Attributes {
		out[a.Name] = true
	}
	for _, p := range r.Object.Properties {
		out[p.Name] = true
		if o := p.Type.Object; o != nil {
			for _, inner := range o.Properties {
				out[strings.Join([]string{p.Name, inner.Name}, ".")] = true
			}
		}
	}
	return out
}
