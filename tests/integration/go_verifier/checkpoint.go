// Checkpoints and what stands around them: C2SP tlog-checkpoint, tlog-cosignature and tlog-proof.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

// A witness's key: the library knows keys of type 1 only, and lets others be brought along.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.key, append([]byte(head), msg...), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%s: no verifier key", vkey)
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, fmt.Errorf("%s: no key of a cosigner", vkey)
	}
	return &cosigner{parts[0], uint32(hash), key[1:]}, nil
}

// Opens the note once for the log's key and once for every witness: one opening with all of them
// would be content with any.
func openNote(signed []byte) (string, error) {
	log, err := note.NewVerifier(*logKey)
	if err != nil {
		return "", err
	}
	opened, err := note.Open(signed, note.VerifierList(log))
	if err != nil {
		return "", fmt.Errorf("the log's signature: %w", err)
	}
	for _, vkey := range witnesses {
		witness, err := newCosigner(vkey)
		if err != nil {
			return "", err
		}
		if _, err := note.Open(signed, note.VerifierList(witness)); err != nil {
			return "", fmt.Errorf("the cosignature of %s: %w", witness.Name(), err)
		}
	}
	return opened.Text, nil
}

func openCheckpoint(signed []byte) (checkpoint, error) {
	text, err := openNote(signed)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return checkpoint{}, fmt.Errorf("a checkpoint has three lines: %q", text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return checkpoint{}, fmt.Errorf("no size: %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	if name := strings.SplitN(*logKey, "+", 2)[0]; lines[0] != name {
		return checkpoint{}, fmt.Errorf("the origin %s is not the key's name %s", lines[0], name)
	}
	return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

func formatCheckpoint(origin string, tree tlog.Tree) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, tree.N, tree.Hash)
}

func parseHashes(text string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" {
			continue
		}
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func formatHashes(hashes []tlog.Hash) string {
	var text strings.Builder
	for _, hash := range hashes {
		fmt.Fprintln(&text, hash)
	}
	return text.String()
}

// A tlog-proof taken apart: whose index it names, what it proves by, and against which checkpoint.
type recordProof struct {
	index  int64
	hashes tlog.RecordProof
	at     checkpoint
}

func openProof(text []byte) (recordProof, error) {
	parts := bytes.SplitN(text, []byte("\n\n"), 2)
	lines := strings.SplitN(string(parts[0]), "\n", 3)
	if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return recordProof{}, fmt.Errorf("no tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return recordProof{}, err
	}
	var hashes []tlog.Hash
	if len(lines) == 3 {
		if hashes, err = parseHashes(lines[2]); err != nil {
			return recordProof{}, err
		}
	}
	at, err := openCheckpoint(parts[1])
	return recordProof{index, hashes, at}, err
}

func (p recordProof) check(leaf tlog.Hash) error {
	return tlog.CheckRecord(p.hashes, p.at.tree.N, p.at.tree.Hash, p.index, leaf)
}

func checkProof(proofFile, entryFile string) error {
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	proof, err := openProof(text)
	if err != nil {
		return fmt.Errorf("%s: %w", proofFile, err)
	}
	return proof.check(tlog.RecordHash(entry))
}

func checkConsistency(oldFile, newFile, proofFile string) error {
	var both [2]checkpoint
	for i, file := range []string{oldFile, newFile} {
		signed, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if both[i], err = openCheckpoint(signed); err != nil {
			return err
		}
	}
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	hashes, err := parseHashes(string(text))
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, both[1].tree.N, both[1].tree.Hash, both[0].tree.N, both[0].tree.Hash)
}
