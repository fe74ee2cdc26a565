// Verifying whole logs, from a directory or from a server: every tile, every entry, inclusion of a
// sample, and that each log given begins with the one given before it.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// The largest bundle there may be.
	mostBytes = tileWidth * (2 + 65535)
)

// What a log serves, by path.
type source func(path string) ([]byte, error)

func openSource(where string) (source, error) {
	if !strings.HasPrefix(where, "http://") && !strings.HasPrefix(where, "https://") {
		return func(path string) ([]byte, error) {
			return os.ReadFile(filepath.Join(where, filepath.FromSlash(path)))
		}, nil
	}
	client := http.DefaultClient
	if *authority != "" {
		pem, err := os.ReadFile(*authority)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s: no certificate", *authority)
		}
		client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	}
	key := ""
	if *bearer != "" {
		text, err := os.ReadFile(*bearer)
		if err != nil {
			return nil, err
		}
		key = strings.TrimSpace(string(text))
	}
	return func(path string) ([]byte, error) {
		return get(client, strings.TrimSuffix(where, "/")+"/"+path, key)
	}, nil
}

func get(client *http.Client, url, key string) ([]byte, error) {
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	if key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", url, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, mostBytes+1))
}

// The library's paths name the height of tiles, which C2SP's do not.
func tilePath(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
}

func bundlePath(n int64, width int) string {
	path := tilePath(tlog.Tile{H: tileHeight, L: 0, N: n, W: width})
	return "tile/entries/" + strings.TrimPrefix(path, "tile/0/")
}

// Keeps what the library has found to be the log's.
type tileCache struct {
	read source
	kept map[tlog.Tile][]byte
}

func (c *tileCache) Height() int { return tileHeight }
func (c *tileCache) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		if known, ok := c.kept[tile]; ok {
			data[i] = known
			continue
		}
		var err error
		if data[i], err = c.read(tilePath(tile)); err != nil {
			return nil, err
		}
	}
	return data, nil
}
func (c *tileCache) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		c.kept[tile] = data[i]
	}
}

// The tiles of a log of this size. The library lists the partial ones of every smaller size, too.
func tilesOf(size int64) []tlog.Tile {
	var tiles []tlog.Tile
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		if last := len(tiles) - 1; last >= 0 && tiles[last].L == tile.L && tiles[last].N == tile.N {
			tiles[last] = tile
		} else {
			tiles = append(tiles, tile)
		}
	}
	return tiles
}

// Every hash that the tile holds, each known to be the log's.
func hashesOf(reader tlog.HashReader, tile tlog.Tile) ([]tlog.Hash, error) {
	var indexes []int64
	for i := 0; i < tile.W; i++ {
		indexes = append(indexes, tlog.StoredHashIndex(tile.L*tileHeight, tile.N*tileWidth+int64(i)))
	}
	hashes, err := reader.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tilePath(tile), err)
	}
	return hashes, nil
}

// That a full tile's hashes give the one that its parent has of it. The library's reader looks at that
// too, but passes over as many tiles as the right edge's subtrees share with one another
// (golang.org/x/mod v0.7.0, tlog.tileHashReader: "i := len(stx)", where it means the tiles).
func checkAgainstParent(reader tlog.HashReader, tile tlog.Tile, hashes []tlog.Hash) error {
	if tile.W != tileWidth {
		return nil
	}
	parent, err := reader.ReadHashes([]int64{tlog.StoredHashIndex((tile.L+1)*tileHeight, tile.N)})
	if err != nil {
		return fmt.Errorf("%s: its parent: %w", tilePath(tile), err)
	}
	for len(hashes) > 1 {
		var above []tlog.Hash
		for i := 0; i < len(hashes); i += 2 {
			above = append(above, tlog.NodeHash(hashes[i], hashes[i+1]))
		}
		hashes = above
	}
	if hashes[0] != parent[0] {
		return fmt.Errorf("%s: does not give the hash that its parent has of it", tilePath(tile))
	}
	return nil
}

func checkBundle(read source, tile tlog.Tile, leaves []tlog.Hash) error {
	path := bundlePath(tile.N, tile.W)
	data, err := read(path)
	if err != nil {
		return err
	}
	for i, leaf := range leaves {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return fmt.Errorf("%s: ends within entry %d", path, i)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		if tlog.RecordHash(data[2:end]) != leaf {
			return fmt.Errorf("%s: entry %d is not its leaf", path, i)
		}
		data = data[end:]
	}
	if len(data) > 0 {
		return fmt.Errorf("%s: more than %d entries", path, len(leaves))
	}
	return nil
}

// The first and the last entries, and some between.
func sampleOf(size int64) []int64 {
	sample := []int64{0, size / 3, size / 2, size - 1}
	for index := int64(1); index < size; index = index*5 + 1 {
		sample = append(sample, index, size-index)
	}
	return sample
}

// The proof that the log itself gives of an entry.
func checkGivenProof(read source, at checkpoint, index int64, leaf tlog.Hash) error {
	text, err := read(fmt.Sprintf("proof/%d", index))
	if err != nil {
		return err
	}
	proof, err := openProof(text)
	if err != nil {
		return err
	}
	if proof.index != index || proof.at != at {
		return fmt.Errorf("the proof is of entry %d of %d", proof.index, proof.at.tree.N)
	}
	return proof.check(leaf)
}

func checkInclusion(read source, at checkpoint, reader tlog.HashReader) error {
	for _, index := range sampleOf(at.tree.N) {
		proof, err := tlog.ProveRecord(at.tree.N, index, reader)
		if err != nil {
			return err
		}
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, at.tree.N, at.tree.Hash, index, leaf[0]); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
		if *proofs {
			if err := checkGivenProof(read, at, index, leaf[0]); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
	}
	return nil
}

func checkLog(where string, before *checkpoint) (*checkpoint, error) {
	read, err := openSource(where)
	if err != nil {
		return nil, err
	}
	signed, err := read("checkpoint")
	if err != nil {
		return nil, err
	}
	at, err := openCheckpoint(signed)
	if err != nil {
		return nil, err
	}
	reader := tlog.TileHashReader(at.tree, &tileCache{read, map[tlog.Tile][]byte{}})
	tiles := tilesOf(at.tree.N)
	for _, tile := range tiles {
		leaves, err := hashesOf(reader, tile)
		if err != nil {
			return nil, err
		}
		if err := checkAgainstParent(reader, tile, leaves); err != nil {
			return nil, err
		}
		if *entries && tile.L == 0 {
			if err := checkBundle(read, tile, leaves); err != nil {
				return nil, err
			}
		}
	}
	if at.tree.N > 0 {
		if err := checkInclusion(read, at, reader); err != nil {
			return nil, err
		}
	}
	if before != nil && before.tree.N > 0 {
		proof, err := tlog.ProveTree(at.tree.N, before.tree.N, reader)
		if err != nil {
			return nil, err
		}
		err = tlog.CheckTree(proof, at.tree.N, at.tree.Hash, before.tree.N, before.tree.Hash)
		if err != nil {
			return nil, fmt.Errorf("does not begin with the log given before it: %w", err)
		}
	}
	fmt.Printf("%s: %d entries in %d tiles\n", at.origin, at.tree.N, len(tiles))
	if *keep != "" {
		if err := os.WriteFile(*keep, signed, 0o600); err != nil {
			return nil, err
		}
	}
	return &at, nil
}

// The checkpoint that somebody holds from before.
func heldCheckpoint() (*checkpoint, error) {
	if *older == "" {
		return nil, nil
	}
	signed, err := os.ReadFile(*older)
	if err != nil {
		return nil, err
	}
	held, err := openCheckpoint(signed)
	return &held, err
}

func checkLogs(wheres []string) error {
	before, err := heldCheckpoint()
	if err != nil {
		return fmt.Errorf("%s: %w", *older, err)
	}
	for _, where := range wheres {
		at, err := checkLog(where, before)
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		before = at
	}
	return nil
}
