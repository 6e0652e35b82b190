// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/shard_index.h>

#include <vitrine/base/sha256.h>

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace vitrine {
namespace {

constexpr std::string_view kIndexMagic = "VITRSHRD";
constexpr std::uint32_t kIndexVersion = 2;

// Deeper than any catalogue is divided.
constexpr std::uint8_t kMaxDepth = 24;

struct IndexHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t department_count;
  std::uint32_t shard_count;
  std::uint32_t delta_count;
  std::uint64_t product_count;
  std::uint32_t name_bytes;  ///< Of the departments' names, behind everything else.
  std::uint32_t reserved;
  ShardHash head;
};

struct DepartmentRecord {
  std::array<std::int64_t, kPriceTierCount - 1> tier_ends;
  std::array<char, 4> currency;
  std::uint32_t name_bytes;
  std::array<std::uint8_t, kShardCellCount> depths;
  std::uint8_t popular_level;
  std::array<std::byte, 3> reserved;
};

struct ShardRecord {
  ShardHash hash;
  std::uint32_t bytes;
  std::uint32_t products;
  std::uint32_t prefix;
  std::uint16_t department;
  std::uint8_t cell;
  std::uint8_t depth;
};

struct DeltaRecord {
  ShardHash from;
  std::uint32_t shard;
  std::uint32_t bytes;
};

static_assert(sizeof(IndexHeader) == 56 && sizeof(DepartmentRecord) == 32);
static_assert(sizeof(ShardRecord) == 32 && sizeof(DeltaRecord) == 24);

std::unexpected<Error> Corrupt(std::initializer_list<std::string_view> words) {
  std::string what = "the index of shards ";
  for (const std::string_view word : words) {
    what += word;
  }
  return Fail(ErrorCode::kPackCorrupt, std::move(what));
}

template <typename Record>
void Append(std::span<const Record> records, std::vector<std::byte>* bytes) {
  const auto view = std::as_bytes(records);
  bytes->insert(bytes->end(), view.begin(), view.end());
}

// The next `count` records; the caller has checked that they are there.
template <typename Record>
std::vector<Record> Take(std::size_t count, std::span<const std::byte>* bytes) {
  std::vector<Record> records(count);
  if (count > 0) {
    std::memcpy(records.data(), bytes->data(), count * sizeof(Record));
    *bytes = bytes->subspan(count * sizeof(Record));
  }
  return records;
}

std::string Hex(const ShardHash& hash) {
  std::string hex;
  for (const std::byte byte : hash) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex.push_back(kDigits[std::to_integer<std::size_t>(byte >> 4U)]);
    hex.push_back(kDigits[std::to_integer<std::size_t>(byte & std::byte{15})]);
  }
  return hex;
}

bool IsSound(const ShardDepartment& department) {
  return std::ranges::all_of(department.depths, [](std::uint8_t d) { return d <= kMaxDepth; }) &&
         std::ranges::is_sorted(department.tier_ends);
}

// Whether a shard is one of those that its department's division has.
bool IsSound(const ShardIndex& index, const Shard& shard) {
  return shard.department < index.departments.size() && shard.cell < kShardCellCount &&
         shard.depth == index.departments[shard.department].depths[shard.cell] &&
         shard.prefix >> shard.depth == 0;
}

}  // namespace

ShardHash HashOf(std::span<const std::byte> bytes) {
  const auto digest = Sha256(bytes);
  ShardHash hash;
  std::ranges::copy_n(digest.begin(), hash.size(), hash.begin());
  return hash;
}

std::string ShardName(const ShardHash& hash) { return Hex(hash) + ".vpack"; }

std::string DeltaName(const ShardHash& from, const ShardHash& to) {
  return Hex(from) + "-" + Hex(to) + ".vdelta";
}

std::vector<std::byte> WriteShardIndex(const ShardIndex& index) {
  IndexHeader header{};
  std::ranges::copy(kIndexMagic, header.magic.begin());
  header.version = kIndexVersion;
  header.department_count = static_cast<std::uint32_t>(index.departments.size());
  header.shard_count = static_cast<std::uint32_t>(index.shards.size());
  header.delta_count = static_cast<std::uint32_t>(index.deltas.size());
  header.product_count = index.product_count;
  header.head = index.head;
  std::vector<DepartmentRecord> departments;
  std::string names;
  for (const ShardDepartment& department : index.departments) {
    DepartmentRecord record{};
    record.tier_ends = department.tier_ends;
    record.currency = department.currency;
    record.name_bytes = static_cast<std::uint32_t>(department.name.size());
    record.depths = department.depths;
    record.popular_level = department.popular_level;
    departments.push_back(record);
    names += department.name;
  }
  header.name_bytes = static_cast<std::uint32_t>(names.size());
  std::vector<ShardRecord> shards;
  for (const Shard& shard : index.shards) {
    shards.push_back({shard.hash, shard.bytes, shard.products, shard.prefix, shard.department,
                      shard.cell, shard.depth});
  }
  std::vector<DeltaRecord> deltas;
  for (const ShardDelta& delta : index.deltas) {
    deltas.push_back({delta.from, delta.shard, delta.bytes});
  }
  std::vector<std::byte> bytes;
  Append(std::span<const IndexHeader>(&header, 1), &bytes);
  Append(std::span<const DepartmentRecord>(departments), &bytes);
  Append(std::span<const ShardRecord>(shards), &bytes);
  Append(std::span<const DeltaRecord>(deltas), &bytes);
  Append(std::span<const char>(names), &bytes);
  return bytes;
}

Result<ShardIndex> ReadShardIndex(std::span<const std::byte> bytes) {
  IndexHeader header{};
  if (bytes.size() < sizeof(header)) {
    return Corrupt({"has ", std::to_string(bytes.size()), " bytes, expected at least 56"});
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::string_view(header.magic.data(), header.magic.size()) != kIndexMagic) {
    return Corrupt({"does not start with VITRSHRD"});
  }
  if (header.version != kIndexVersion) {
    return Fail(ErrorCode::kPackVersion, "the index of shards has version " +
                                             std::to_string(header.version) + ", expected " +
                                             std::to_string(kIndexVersion));
  }
  const std::uint64_t size =
      sizeof(header) + std::uint64_t{header.department_count} * sizeof(DepartmentRecord) +
      std::uint64_t{header.shard_count} * sizeof(ShardRecord) +
      std::uint64_t{header.delta_count} * sizeof(DeltaRecord) + header.name_bytes;
  if (size != bytes.size()) {
    return Corrupt(
        {"has ", std::to_string(bytes.size()), " bytes, its header says ", std::to_string(size)});
  }
  bytes = bytes.subspan(sizeof(header));
  const auto departments = Take<DepartmentRecord>(header.department_count, &bytes);
  const auto shards = Take<ShardRecord>(header.shard_count, &bytes);
  const auto deltas = Take<DeltaRecord>(header.delta_count, &bytes);
  const std::vector<char> name_bytes = Take<char>(header.name_bytes, &bytes);
  std::string_view names(name_bytes.data(), name_bytes.size());

  ShardIndex index;
  index.head = header.head;
  index.product_count = header.product_count;
  for (const DepartmentRecord& record : departments) {
    if (record.name_bytes > names.size()) {
      return Corrupt({"has a name that lies outside it"});
    }
    index.departments.push_back({std::string(names.substr(0, record.name_bytes)), record.tier_ends,
                                 record.currency, record.popular_level, record.depths});
    names.remove_prefix(record.name_bytes);
    if (!IsSound(index.departments.back())) {
      return Corrupt({"has an inconsistent department"});
    }
  }
  std::uint64_t products = 0;
  for (const ShardRecord& record : shards) {
    index.shards.push_back({record.hash, record.bytes, record.products, record.department,
                            record.cell, record.depth, record.prefix});
    products += record.products;
    if (!IsSound(index, index.shards.back())) {
      return Corrupt({"has an inconsistent shard"});
    }
  }
  for (const DeltaRecord& record : deltas) {
    index.deltas.push_back({record.shard, record.bytes, record.from});
    if (record.shard >= index.shards.size()) {
      return Corrupt({"has a delta to a shard that is not there"});
    }
  }
  if (products != index.product_count || !names.empty()) {
    return Corrupt({"counts ", std::to_string(index.product_count), " products, its shards ",
                    std::to_string(products)});
  }
  return index;
}

Result<void> CheckHead(const ShardIndex& index, std::span<const std::byte> head) {
  const ShardHash hash = HashOf(head);
  if (hash != index.head) {
    return Fail(ErrorCode::kPackCorrupt, "the head has the hash " + Hex(hash) +
                                             ", the index of shards expects " + Hex(index.head));
  }
  return {};
}

}  // namespace vitrine
