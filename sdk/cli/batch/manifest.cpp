// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/manifest.h"

#include "sdk/cli/files.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>
#include <utility>

namespace vitrine::cli {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void Write(Writer& writer, const char* name, std::string_view text) {
  writer.Key(name);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

// With three decimals: nothing here is known better.
void Write(Writer& writer, const char* name, double number) {
  constexpr double kDecimals = 1000;
  writer.Key(name);
  writer.Double(std::round(number * kDecimals) / kDecimals);
}

void WriteQuality(Writer& writer, const QualityReport& quality) {
  writer.Key("quality");
  writer.StartObject();
  writer.Key("width");
  writer.Int(quality.width);
  writer.Key("height");
  writer.Int(quality.height);
  Write(writer, "edge_sigma", quality.edge_sigma);
  Write(writer, "noise", quality.noise.brightness);
  Write(writer, "white", quality.exposure.white);
  Write(writer, "black", quality.exposure.black);
  writer.Key("jpeg_quality");
  writer.Int(quality.jpeg.quality);
  Write(writer, "background", NameOf(quality.background));
  Write(writer, "hash", HashText(quality.hash));
  writer.EndObject();
}

void WriteFindings(Writer& writer, const Findings& findings) {
  Write(writer, "cutout", NameOf(findings.method));
  Write(writer, "confidence", findings.confidence_01);
  writer.Key("subject");
  writer.StartArray();
  for (const float value :
       {findings.subject.x, findings.subject.y, findings.subject.width, findings.subject.height}) {
    writer.Int(static_cast<int>(std::lround(value)));
  }
  writer.EndArray();
  WriteQuality(writer, findings.quality);
  Write(writer, "seconds", findings.seconds);
}

bool ReadText(const rapidjson::Value& object, const char* name, std::string& text) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsString()) {
    return false;
  }
  text.assign(member->value.GetString(), member->value.GetStringLength());
  return true;
}

Result<void> SystemError(const std::filesystem::path& path) {
  return Fail(ErrorCode::kInvalidArgument,
              "cannot write " + path.string() + ": " + std::strerror(errno));
}

}  // namespace

std::string ToLine(const Record& record, const std::optional<Findings>& findings) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  Write(writer, "input", record.input);
  writer.Key("bytes");
  writer.Uint64(record.bytes);
  writer.Key("modified_ns");
  writer.Int64(record.modified_ns);
  Write(writer, "settings", record.settings);
  if (record.error.empty()) {
    Write(writer, "output", record.output);
  } else {
    Write(writer, "error", record.error);
    Write(writer, "message", record.message);
  }
  if (findings) {
    WriteFindings(writer, *findings);
  }
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::optional<Record> ParseRecord(std::string_view line) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (document.HasParseError() || !document.IsObject()) {
    return std::nullopt;
  }
  Record record;
  const auto bytes = document.FindMember("bytes");
  const auto modified = document.FindMember("modified_ns");
  if (!ReadText(document, "input", record.input) ||
      !ReadText(document, "settings", record.settings) || bytes == document.MemberEnd() ||
      !bytes->value.IsUint64() || modified == document.MemberEnd() || !modified->value.IsInt64()) {
    return std::nullopt;
  }
  record.bytes = bytes->value.GetUint64();
  record.modified_ns = modified->value.GetInt64();
  const bool was_made = ReadText(document, "output", record.output) && !record.output.empty();
  const bool failed = ReadText(document, "error", record.error) && !record.error.empty() &&
                      ReadText(document, "message", record.message);
  return was_made != failed ? std::optional(std::move(record)) : std::nullopt;
}

Result<Manifest> Manifest::Open(const std::filesystem::path& path) {
  Manifest manifest;
  manifest.path_ = path;
  std::size_t whole = 0;
  if (std::filesystem::exists(path)) {
    const Result<std::string> text = ReadFile(path);
    if (!text) {
      return std::unexpected(text.error());
    }
    for (std::size_t end = text->find('\n'); end != std::string::npos;
         end = text->find('\n', whole)) {
      if (auto record = ParseRecord(std::string_view(*text).substr(whole, end - whole))) {
        std::string input = record->input;
        manifest.known_.insert_or_assign(std::move(input), *std::move(record));
      }
      whole = end + 1;
    }
    // What is behind the last end of line was being written when the program ended.
    std::error_code error;
    std::filesystem::resize_file(path, whole, error);
    if (error) {
      return Fail(ErrorCode::kInvalidArgument,
                  "cannot write " + path.string() + ": " + error.message());
    }
  }
  manifest.file_.reset(std::fopen(path.c_str(), "ab"));
  if (!manifest.file_) {
    return std::unexpected(SystemError(path).error());
  }
  return manifest;
}

const Record* Manifest::Find(const Input& input, std::string_view settings) const {
  const auto known = known_.find(input.path);
  const bool same = known != known_.end() && known->second.bytes == input.bytes &&
                    known->second.modified_ns == input.modified_ns &&
                    known->second.settings == settings;
  return same ? &known->second : nullptr;
}

Result<void> Manifest::Add(const Record& record, const std::optional<Findings>& findings) {
  const std::string line = ToLine(record, findings);
  const std::scoped_lock lock(*mutex_);
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size() ||
      std::fflush(file_.get()) != 0) {
    return SystemError(path_);
  }
  return {};
}

}  // namespace vitrine::cli
