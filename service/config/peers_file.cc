#include "service/config/peers_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>

#include "adapters/files/descriptor.h"
#include "adapters/files/read_file.h"
#include "adapters/files/toml_document.h"

namespace zonefactor::config {

namespace {

using files::Descriptor;
using files::Fault;

Descriptor open_file(const std::string& path, int flags) {
  return Descriptor(open(path.c_str(), flags | O_CLOEXEC, 0640));
}

std::string toml_string(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string toml_array(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ", ";
    out += toml_string(text);
  }
  return out + "]";
}

void write_list(std::string& out, std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) out += fmt::format("{} = {}\n", key, toml_array(texts));
}

std::string directory_of(const std::string& path) {
  const auto directory = std::filesystem::path(path).parent_path();
  return directory.empty() ? "." : directory.string();
}

Fault failed(const std::string& path, const char* what) {
  return {path, 0, fmt::format("{}: {}", what, std::strerror(errno)),
          "check who may write to its directory, and that the disk has room"};
}

// Puts `text` in the place of the file at `path`, keeping its mode and owner. Where there was none
// it gets the group of its directory: root may be the first to write what the service then reads.
std::optional<Fault> replace_file(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";
  unlink(fresh.c_str());  // of a command that was cut off
  const Descriptor file = open_file(fresh, O_WRONLY | O_CREAT | O_EXCL);
  if (file.get() < 0) return failed(fresh, "it cannot be written");
  struct stat old {};
  if (stat(path.c_str(), &old) == 0) {
    // Only root may give a file away; anyone else keeps their own.
    const bool owned = fchown(file.get(), old.st_uid, old.st_gid) == 0 || geteuid() != 0;
    if (!owned || fchmod(file.get(), old.st_mode & 07777) != 0) {
      return failed(fresh, "its owner and mode cannot be set");
    }
  } else if (struct stat around{}; stat(directory_of(path).c_str(), &around) == 0) {
    const bool owned = fchown(file.get(), static_cast<uid_t>(-1), around.st_gid) == 0;
    if (!owned && errno != EPERM) return failed(fresh, "its group cannot be set");
  }
  if (!files::write_all(file, text) || fsync(file.get()) != 0) {
    return failed(fresh, "it cannot be written");
  }
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return failed(path, "it cannot be replaced");
  const Descriptor directory = open_file(directory_of(path), O_RDONLY | O_DIRECTORY);
  if (directory.get() < 0 || fsync(directory.get()) != 0) {
    return failed(path, "it was replaced, but may not outlive a power cut");
  }
  return std::nullopt;
}

// Reads, changes and replaces the file while no other command does.
std::vector<Fault> change_file(
    const std::string& path,
    const std::function<std::optional<Fault>(std::vector<Peer>&)>& change) {
  const Descriptor lock = open_file(path + ".lock", O_RDWR | O_CREAT);
  if (lock.get() < 0) return {failed(path + ".lock", "it cannot be opened")};
  while (flock(lock.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return {failed(path + ".lock", "it cannot be locked")};
  }
  PeersResult read = read_peers_file(path);
  auto* peers = std::get_if<std::vector<Peer>>(&read);
  if (peers == nullptr) return std::get<std::vector<Fault>>(std::move(read));
  if (const auto fault = change(*peers)) return {*fault};
  // What is written must be readable again, or it would stop the service at its next start.
  const std::string text = to_toml(*peers);
  PeersResult again = parse_peers(text, path);
  if (auto* faults = std::get_if<std::vector<Fault>>(&again)) return std::move(*faults);
  if (const auto fault = replace_file(path, text)) return {*fault};
  return {};
}

bool is_named(const Peer& peer, const std::string& name) {
  return peer.name == name;
}

}  // namespace

std::string to_toml(const std::vector<Peer>& peers) {
  static const core::TimeZone kUtc;
  std::string out =
      "# Peers of zonefactord, managed by `zonefactor key`. docs/configuration.md describes every\n"
      "# member. Changes by hand are kept, comments are not.\n";
  for (const Peer& peer : peers) {
    out +=
        fmt::format("\n[[peer]]\nname = {}\nfacility = {}\nrole = \"{}\"\n", toml_string(peer.name),
                    toml_string(peer.facility), core::name_of(peer.role));
    write_list(out, "key_sha256", peer.key_sha256);
    write_list(out, "certificate_sha256", peer.certificate_sha256);
    write_list(out, "terminals", peer.terminals);
    write_list(out, "controllers", peer.controllers);
    write_list(out, "addresses", peer.addresses);
    if (peer.not_after) {
      out += fmt::format("not_after = {}\n", core::format_rfc3339(*peer.not_after, kUtc));
    }
    if (peer.attests_console) out += "attests_console = true\n";
  }
  return out;
}

PeersResult read_peers_file(const std::string& path) {
  if (access(path.c_str(), F_OK) != 0 && errno == ENOENT) return std::vector<Peer>{};
  auto read = files::read_file(path, files::kMaxTomlBytes);
  const auto* text = std::get_if<std::string>(&read);
  if (text == nullptr) return std::vector<Fault>{std::get<Fault>(std::move(read))};
  return parse_peers(*text, path);
}

std::vector<Fault> add_peer(const std::string& path, const Peer& peer) {
  return change_file(path, [&](std::vector<Peer>& peers) -> std::optional<Fault> {
    const auto same = [&](const Peer& other) { return is_named(other, peer.name); };
    if (std::any_of(peers.begin(), peers.end(), same)) {
      return Fault{path, 0, fmt::format("there is a peer {} already", files::in_quotes(peer.name)),
                   "choose another name, or revoke that one first"};
    }
    peers.push_back(peer);
    return std::nullopt;
  });
}

std::vector<Fault> revoke_peer(const std::string& path, const std::string& name) {
  return change_file(path, [&](std::vector<Peer>& peers) -> std::optional<Fault> {
    const auto removed =
        std::erase_if(peers, [&](const Peer& peer) { return is_named(peer, name); });
    if (removed > 0) return std::nullopt;
    return Fault{path, 0, fmt::format("there is no peer {}", files::in_quotes(name)),
                 "see `zonefactor key list`; a peer of the configuration file is removed there"};
  });
}

}  // namespace zonefactor::config
