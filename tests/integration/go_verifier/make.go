// Writing a log as the library would: for the other direction, where our verifier must accept it.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type writtenLog struct {
	directory string
	origin    string
	signer    note.Signer
	hashes    []tlog.Hash // as tlog.StoredHashIndex counts them
	records   [][]byte
}

func (l *writtenLog) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = l.hashes[index]
	}
	return found, nil
}

func (l *writtenLog) append(record []byte) error {
	stored, err := tlog.StoredHashes(int64(len(l.records)), record, l)
	if err != nil {
		return err
	}
	l.hashes = append(l.hashes, stored...)
	l.records = append(l.records, record)
	return nil
}

func (l *writtenLog) write(path string, data []byte) error {
	file := filepath.Join(l.directory, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

func (l *writtenLog) checkpoint(size int64) ([]byte, error) {
	root, err := tlog.TreeHash(size, l)
	if err != nil {
		return nil, err
	}
	text := formatCheckpoint(l.origin, tlog.Tree{N: size, Hash: root})
	return note.Sign(&note.Note{Text: text}, l.signer)
}

// With the partial tiles that it would have served while it grew.
func (l *writtenLog) writeTiles() error {
	for _, tile := range tlog.NewTiles(tileHeight, 0, int64(len(l.records))) {
		data, err := tlog.ReadTileData(tile, l)
		if err != nil {
			return err
		}
		if err := l.write(tilePath(tile), data); err != nil {
			return err
		}
		if tile.L > 0 {
			continue
		}
		var bundle []byte
		for i := 0; i < tile.W; i++ {
			record := l.records[tile.N*tileWidth+int64(i)]
			bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(record)))
			bundle = append(bundle, record...)
		}
		if err := l.write(bundlePath(tile.N, tile.W), bundle); err != nil {
			return err
		}
	}
	return nil
}

// proof/<index>.tlog-proof and .entry, of the sample.
func (l *writtenLog) writeProofs(signed []byte) error {
	size := int64(len(l.records))
	for _, index := range sampleOf(size) {
		proof, err := tlog.ProveRecord(size, index, l)
		if err != nil {
			return err
		}
		text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n%s\n%s", index, formatHashes(proof), signed)
		if err := l.write(fmt.Sprintf("proof/%d.tlog-proof", index), []byte(text)); err != nil {
			return err
		}
		if err := l.write(fmt.Sprintf("proof/%d.entry", index), l.records[index]); err != nil {
			return err
		}
	}
	return nil
}

// older/<size>.checkpoint and .proof, of what the log was.
func (l *writtenLog) writeOlder() error {
	size := int64(len(l.records))
	for _, older := range sampleOf(size) {
		if older == 0 {
			continue
		}
		signed, err := l.checkpoint(older)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(size, older, l)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("older/%d", older)
		if err := l.write(name+".checkpoint", signed); err != nil {
			return err
		}
		if err := l.write(name+".proof", []byte(formatHashes(proof))); err != nil {
			return err
		}
	}
	return nil
}

func makeLog(size int64, directory string) error {
	signer, err := note.NewSigner(*signerKey)
	if err != nil {
		return err
	}
	log := &writtenLog{directory: directory, origin: signer.Name(), signer: signer}
	for i := int64(0); i < size; i++ {
		record := fmt.Sprintf("record %d%s", i, strings.Repeat(".", int(i%97)))
		if err := log.append([]byte(record)); err != nil {
			return err
		}
	}
	signed, err := log.checkpoint(size)
	if err != nil {
		return err
	}
	if err := log.write("checkpoint", signed); err != nil {
		return err
	}
	if err := log.writeTiles(); err != nil {
		return err
	}
	if err := log.writeProofs(signed); err != nil {
		return err
	}
	return log.writeOlder()
}
