// A second opinion on our logs: golang.org/x/mod/sumdb, which nobody here wrote, reads what this
// project writes, and writes what it must read. Signatures, hashes, tiles and proofs are judged and
// made by that library alone; only what the C2SP formats lay around them is spelt out here.
//
//	check [flags] LOG...                 verifies one log at growing sizes; LOG is a directory or a URL
//	proof [flags] PROOF ENTRY            verifies a tlog-proof of an entry
//	consistency [flags] OLD NEW PROOF    verifies a consistency proof, one base64 hash a line
//	make -skey KEY SIZE DIRECTORY        writes a log, with proofs
//
// It ends 0 where all is true, 1 where something is not, 2 where it was used wrongly.
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
)

type keyList []string

func (l *keyList) String() string     { return fmt.Sprint(*l) }
func (l *keyList) Set(v string) error { *l = append(*l, v); return nil }

var (
	flags     = flag.NewFlagSet("zonefactor-go-verifier", flag.ExitOnError)
	logKey    = flags.String("vkey", "", "the log's verifier key")
	signerKey = flags.String("skey", "", "the signer key of the log that is made")
	entries   = flags.Bool("entries", false, "check every entry against its leaf")
	authority = flags.String("ca", "", "file with the certificate that signs the server's")
	bearer    = flags.String("bearer-file", "", "file with the API key that may read entries")
	proofs    = flags.Bool("proofs", false, "ask for proofs of a sample of entries, and check each")
	older     = flags.String("older", "", "checkpoint that the first log must have grown from")
	keep      = flags.String("keep", "", "where to write the last log's checkpoint, once it is checked")
	witnesses keyList
)

func run(command string, args []string) error {
	switch {
	case command == "check" && len(args) > 0:
		return checkLogs(args)
	case command == "proof" && len(args) == 2:
		return checkProof(args[0], args[1])
	case command == "consistency" && len(args) == 3:
		return checkConsistency(args[0], args[1], args[2])
	case command == "make" && len(args) == 2:
		size, err := strconv.ParseInt(args[0], 10, 64)
		if err != nil {
			return err
		}
		return makeLog(size, args[1])
	}
	fmt.Fprintln(os.Stderr, "usage: zonefactor-go-verifier check|proof|consistency|make [flags] ...")
	os.Exit(2)
	return nil
}

func main() {
	flags.Var(&witnesses, "witness", "verifier key of a witness that must have cosigned; repeatable")
	if len(os.Args) < 2 {
		run("", nil)
	}
	if err := flags.Parse(os.Args[2:]); err != nil {
		os.Exit(2)
	}
	if err := run(os.Args[1], flags.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
