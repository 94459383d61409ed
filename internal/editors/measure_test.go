package editors

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cfngen/cfngen/internal/corpus"
)

// common returns thirty types that many templates have.
func common() []string {
	return []string{
		"AWS::ApiGateway::Method", "AWS::ApiGateway::RestApi", "AWS::AutoScaling::AutoScalingGroup", "AWS::CloudFront::Distribution",
		"AWS::CloudWatch::Alarm", "AWS::DynamoDB::Table", "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::EC2::Route",
		"AWS::EC2::RouteTable", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::VPC", "AWS::ECS::Service",
		"AWS::ECS::TaskDefinition", "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::LoadBalancer",
		"AWS::Events::Rule", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::KMS::Key", "AWS::Lambda::Function", "AWS::Lambda::Permission",
		"AWS::Logs::LogGroup", "AWS::RDS::DBInstance", "AWS::Route53::RecordSet", "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue",
		"AWS::StepFunctions::StateMachine",
	}
}

// BenchmarkEditors measures what somebody waits for who edits a template: the first diagnostics after the editor has
// started, those after a change, suggestions and hover, and the memory that the server has had at most. It needs the
// corpus, and a run of one time is enough:
//
//	go test -run '^$' -bench . -benchtime 1x ./internal/editors
func BenchmarkEditors(b *testing.B) {
	npm(b)
	spec := corpus.Path(b, corpus.Registry)
	for _, size := range []struct {
		name  string
		types []string
	}{{"all", nil}, {"thirty", common()}} {
		root := workspace(b, spec, size.types...)
		for _, format := range []string{"yaml", "json"} {
			b.Run(size.name+"/"+format, func(b *testing.B) {
				for b.Loop() {
					measure(b, root, format)
				}
			})
		}
	}
}

func measure(b *testing.B, root, format string) {
	text := "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      Delay" + cursor + "Seconds: 3\n"
	if format == "json" {
		text = `{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"Delay` + cursor + `Seconds": 3}}}}`
	}
	plain := strings.ReplaceAll(text, cursor, "")
	// since reports the time of a step.
	since := func(what string, step func()) {
		begin := time.Now()
		step()
		b.ReportMetric(float64(time.Since(begin).Milliseconds()), what+"-ms")
	}
	var e *editor
	var uri string
	since("start", func() { e = open(b, root, format) })
	since("first", func() {
		uri = e.show(plain)
		if wrong := e.wrong(uri); len(wrong) > 0 {
			b.Fatal(wrong)
		}
	})
	since("again", func() {
		e.change(uri, strings.Replace(plain, "3", "x", 1), 2)
		if wrong := e.wrong(uri); len(wrong) != 1 {
			b.Fatal(wrong)
		}
	})
	since("completion", func() {
		if got := e.complete(text); len(got) < 10 {
			b.Fatal(got)
		}
	})
	since("hover", func() {
		if got := e.hover(text); got == "" {
			b.Fatal("nothing is shown")
		}
	})
	b.ReportMetric(0, "ns/op")
	if peak, ok := e.peak(); ok {
		b.ReportMetric(peak, "peak-MB")
	}
}

// peak returns the most memory that the server has had, in megabytes, where the system tells.
func (e *editor) peak() (megabytes float64, ok bool) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", e.command.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, after, ok := strings.Cut(string(status), "VmHWM:")
	if !ok {
		return 0, false
	}
	var kilobytes float64
	if _, err := fmt.Sscan(after, &kilobytes); err != nil {
		return 0, false
	}
	return kilobytes / 1024, true
}
