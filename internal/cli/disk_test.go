//go:build unix

package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// disk is a folder with two types in it that a run is to bring to five hundred.
type disk struct {
	// parent is readable for everybody and holds all the rest.
	parent, gen, spec, out string
	before                 map[string]string
}

func newDisk(t *testing.T) disk {
	t.Helper()
	gen := program(t)
	parent := filepath.Dir(gen)
	d := disk{parent: parent, gen: gen, spec: filepath.Join(parent, "spec"), out: filepath.Join(parent, "out")}
	for _, dir := range []string{filepath.Dir(parent), parent} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	writeTypes(t, d.spec, 0, 500, "before")
	d.fill(t, d.out)
	d.before = contents(t, d.out, true)
	writeTypes(t, d.spec, 1, 500, "after")
	return d
}

// fill brings the first two types to a folder.
func (d disk) fill(t *testing.T, out string) {
	t.Helper()
	if text, err := d.run(out, "-type", "AWS::S0::T0", "-type", "AWS::S0::T1").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func (d disk) run(out string, args ...string) *exec.Cmd {
	cmd := exec.Command(d.gen, append([]string{"-spec", d.spec, "-cfn", "example.com/m/cfn", "-out", out}, args...)...)
	return d.at(cmd)
}

// shell runs a script with the program as $0, its arguments as $@ and the folder
// as $out. Where there is no shell, the test is skipped.
func (d disk) shell(t *testing.T, script string, args ...string) *exec.Cmd {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	args = append([]string{"-c", script, d.gen, "-spec", d.spec, "-cfn", "example.com/m/cfn"}, args...)
	return d.at(exec.Command("sh", args...))
}

func (d disk) at(cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = d.parent
	cmd.Env = append(os.Environ(), "GOPACKAGE=", "out="+d.out, "XDG_CACHE_HOME="+filepath.Join(d.parent, "cache"))
	return cmd
}

// fails checks that a run fails with an error and has changed nothing.
func (d disk) fails(t *testing.T, cmd *exec.Cmd, want string) {
	t.Helper()
	text, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("%v", err)
	}
	if !strings.HasPrefix(string(text), "gen: ") || !strings.Contains(string(text), want) || strings.Count(string(text), "\n") != 1 || strings.Contains(string(text), ".cfngen-") {
		t.Errorf("output is\n%s\nwant one line with %q", text, want)
	}
	if diff := cmp.Diff(d.before, contents(t, d.out, true)); diff != "" {
		t.Errorf("the run has changed something: %s", diff)
	}
}

// succeeds checks that the same run goes through where nothing hinders it.
func (d disk) succeeds(t *testing.T) {
	t.Helper()
	if text, err := d.run(d.out).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	if got := contents(t, d.out, true); len(got) < 1000 {
		t.Errorf("%d files", len(got))
	}
}

// TestFullDisk fills a file system of the test's own: as large as one file too
// few, and with too few inodes.
func TestFullDisk(t *testing.T) {
	d := newDisk(t)
	unshare := []string{"-m"}
	if os.Getuid() != 0 {
		unshare = []string{"-r", "-m"}
	}
	mount := append(append([]string{}, unshare...), "mount", "-t", "tmpfs", "-o", "size=1m", "cfngen", d.out)
	if text, err := exec.Command("unshare", mount...).CombinedOutput(); err != nil {
		t.Skipf("a small file system cannot be mounted here, TestFileSizeLimit and the injected errors of internal/files/output have to do: %v %s", err, text)
	}
	// The mount is gone with the script, so that the script compares.
	script := `set -e
mkdir full && cp -R "$out/." full
mount -t tmpfs -o "$options" cfngen "$out"
cp -R full/. "$out"
state() { (cd "$out" && find . | sort && find . -type f -exec cksum {} + | sort); }
before=$(state)
code=0; "$0" "$@" || code=$?
rm -R full
test "$before" = "$(state)" || { echo changed; exit 3; }
exit $code`
	for _, options := range []string{"size=600k", "size=2400k", "nr_inodes=600", "nr_inodes=1000"} {
		t.Run(options, func(t *testing.T) {
			cmd := d.shell(t, script, "-out", d.out)
			cmd.Args = append(append([]string{"unshare"}, unshare...), cmd.Args...)
			cmd.Path, _ = exec.LookPath("unshare")
			cmd.Env = append(cmd.Env, "options="+options)
			d.fails(t, cmd, "no space left on device")
		})
	}
	t.Run("read-only file system", func(t *testing.T) {
		cmd := d.shell(t, strings.Replace(script, "before=", `mount -o remount,ro "$out"; before=`, 1), "-out", d.out)
		cmd.Args = append(append([]string{"unshare"}, unshare...), cmd.Args...)
		cmd.Path, _ = exec.LookPath("unshare")
		cmd.Env = append(cmd.Env, "options=size=4m")
		d.fails(t, cmd, "out: read-only file system")
	})
	d.succeeds(t)
}

// TestFileSizeLimit stands for a full disk where none can be mounted: the system
// refuses to write more than 4 KB into a file, and the manifest needs more.
func TestFileSizeLimit(t *testing.T) {
	d := newDisk(t)
	d.fails(t, d.shell(t, `ulimit -f 8; exec "$0" "$@"`, "-out", d.out), "out: file too large")
	d.succeeds(t)
}

// TestReadOnlyFolder: the output folder, or one below it, cannot be written to.
func TestReadOnlyFolder(t *testing.T) {
	for _, tt := range []struct{ name, dir, want string }{
		{"the folder", "out", "gen: out: permission denied"},
		{"one below it", "out/s0", "gen: out/s0/cfngen.go: permission denied"},
		{"the one that it is to be made in", ".", "gen: made: permission denied"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDisk(t)
			out := "out"
			if tt.dir == "." {
				out = "made"
			}
			cmd := d.run(out)
			if os.Getuid() == 0 {
				// Nothing is read-only for root.
				const nobody = 65534
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
				if err := exec.Command("chown", "-R", "65534:65534", d.out).Run(); err != nil {
					t.Skipf("the test runs as root, for whom no folder is read-only, and cannot become somebody else: %v", err)
				}
			}
			dir := filepath.Join(d.parent, tt.dir)
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := os.Chmod(dir, 0o755); err != nil {
					t.Error(err)
				}
			}()
			d.fails(t, cmd, tt.want)
		})
	}
}
