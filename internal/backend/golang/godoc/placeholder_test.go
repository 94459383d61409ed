package godoc

import (
	"regexp"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// TestPlaceholders: the names of AWS's documentation become words, and nothing else
// does.
func TestPlaceholders(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"long", "Encrypted with KMSlong keys.", "Encrypted with AWS Key Management Service keys."},
		{"short", "The CFNshort template, CFNLong's.", "The CloudFormation template, AWS CloudFormation's."},
		{"at both ends", "KMSlong and LAMlong", "AWS Key Management Service and AWS Lambda."},
		{"article", "An KMSlong key, a LAMlong function, a  KMSlong key.", "An AWS Key Management Service key, an AWS Lambda function, an AWS Key Management Service key."},
		{"consonant", "An CFNshort stack, an LAM function, a CMAP namespace.", "A CloudFormation stack, a Lambda function, a Cloud Map namespace."},
		{"code behind it", "via the LFlong``Grant`` call", "via the AWS Lake Formation Grant call"},
		{"link text", "See [the KMSlong guide](https://example.com/KMSlong).", "See the AWS Key Management Service guide.  See https://example.com/KMSlong"},
		{"emphasis", "**KMSlong** and *LAMlong*.", "AWS Key Management Service and AWS Lambda."},
		{"HTML", "<p>An <i>ECSlong</i> task.</p>", "An Amazon Elastic Container Service task."},
		{"entities", "The &KMSlong; of &S3;, the &webacl; and an &XYlong;.", "The AWS Key Management Service of S3, the web ACL and an &XYlong;."},
		{"code", "Set `KMSlong` or ``LAMlong``, not LAMlong.", "Set KMSlong or LAMlong, not AWS Lambda."},
		{"address", "https://example.com/a/KMSlong?b=LAM", "https://example.com/a/KMSlong?b=LAM"},
		{"unknown", "XYlong, ABCshort, LONG, SHORT, ALONG.", "XYlong, ABCshort, LONG, SHORT, ALONG."},
		{"words", "It is along, belong, headlong, Long, short, LAMB, LAMBDA, CASH, ASHES, CFN, DDB.", "It is along, belong, headlong, Long, short, LAMB, LAMBDA, CASH, ASHES, CFN, DDB."},
		{"identifiers", "KMSlongName, myKMSlong, KMSlong_x, x_KMSlong.", "KMSlongName, myKMSlong, KMSlong_x, x_KMSlong."},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := Lines(c.in)
			if got := strings.Join(lines, " "); got != c.want {
				t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
			}
			checkSafe(t, lines)
		})
	}
	if got := Deprecation("Deprecated. Use KMSlong instead."); got != "Use AWS Key Management Service instead." {
		t.Errorf("got %q", got)
	}
}

// TestPlaceholdersCorpus counts the placeholders in what AWS publishes, and those
// that comments keep. That number may only fall.
func TestPlaceholdersCorpus(t *testing.T) {
	marked := regexp.MustCompile(`\b[A-Z][A-Z0-9]+[A-Za-z]*(?:long|Long|short)\b|&[A-Za-z][A-Za-z0-9]*;`)
	for _, c := range []struct {
		file          corpus.File
		before, after int
	}{
		{corpus.RegistryBefore, 155, 0},
		{corpus.Registry, 159, 0},
	} {
		t.Run(string(c.file), func(t *testing.T) {
			before, after := 0, 0
			for _, text := range descriptions(t, c.file) {
				before += len(marked.FindAllString(text, -1))
				kept := marked.FindAllString(strings.Join(Lines(text), " "), -1)
				if after += len(kept); len(kept) > 0 {
					t.Logf("kept: %q", kept)
				}
			}
			corpus.Snapshot(t, c.file)
			if before != c.before || after != c.after {
				t.Errorf("%d placeholders and %d of them kept, want %d and %d", before, after, c.before, c.after)
			}
		})
	}
}
