// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/spool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kPendingBytes = std::size_t{1} << 20;

std::unexpected<Error> SystemError(std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument,
              "cannot " + std::string(what) + ": " + std::string(std::strerror(errno)));
}

class Writer {
 public:
  explicit Writer(std::string* bytes) : bytes_(bytes) {}

  template <typename Value>
    requires std::is_trivially_copyable_v<Value>
  void Put(const Value& value) {
    bytes_->append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  void Put(const std::string& text) {
    Put(static_cast<std::uint32_t>(text.size()));
    bytes_->append(text);
  }
  void Put(const Attribute& attribute) {
    Put(attribute.name);
    Put(attribute.value);
  }
  template <typename Value>
  void Put(const std::vector<Value>& values) {
    Put(static_cast<std::uint32_t>(values.size()));
    for (const Value& value : values) {
      Put(value);
    }
  }

 private:
  std::string* bytes_;
};

// Reads what Writer wrote; nobody else writes a spool.
class Reader {
 public:
  explicit Reader(const char* bytes) : bytes_(bytes) {}

  template <typename Value>
    requires std::is_trivially_copyable_v<Value>
  void Get(Value* value) {
    std::memcpy(value, bytes_, sizeof(*value));
    bytes_ += sizeof(*value);
  }
  void Get(std::string* text) {
    std::uint32_t size = 0;
    Get(&size);
    text->assign(bytes_, size);
    bytes_ += size;
  }
  void Get(Attribute* attribute) {
    Get(&attribute->name);
    Get(&attribute->value);
  }
  template <typename Value>
  void Get(std::vector<Value>* values) {
    std::uint32_t size = 0;
    Get(&size);
    values->resize(size);
    for (Value& value : *values) {
      Get(&value);
    }
  }

 private:
  const char* bytes_;
};

// Calls `visit` with every field, in one order for both ways.
template <typename Spooled, typename Visit>
void ForEachField(Spooled& spooled, const Visit& visit) {
  auto& product = spooled.product;
  visit(product.id);
  visit(product.title);
  visit(product.description);
  visit(product.brand);
  visit(product.link);
  visit(product.group_id);
  visit(product.category);
  visit(product.colours);
  visit(product.image_links);
  visit(product.attributes);
  visit(product.price.micros);
  visit(product.price.currency);
  visit(product.availability);
  visit(spooled.vector);
  visit(spooled.named);
  visit(spooled.behaviour);
}

}  // namespace

Result<Spool> Spool::Create(const std::filesystem::path& folder) {
  std::string name = (folder / ".spool-XXXXXX").string();
  const int file = mkstemp(name.data());
  if (file < 0) {
    return SystemError("write " + folder.string());
  }
  unlink(name.c_str());
  return Spool(file);
}

Spool::Spool(Spool&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      pending_(std::move(other.pending_)),
      size_(other.size_),
      mapped_(std::exchange(other.mapped_, nullptr)) {}

Spool::~Spool() {
  if (mapped_ != nullptr) {
    munmap(const_cast<char*>(mapped_), size_);
  }
  if (file_ >= 0) {
    close(file_);
  }
}

Result<SpoolPlace> Spool::Add(const SpooledProduct& product) {
  const std::size_t begin = pending_.size();
  Writer writer(&pending_);
  ForEachField(product, [&writer](const auto& field) { writer.Put(field); });
  const bool on_sale = product.product.sale_price.has_value();
  writer.Put(on_sale);
  writer.Put(on_sale ? product.product.sale_price->micros : std::int64_t{0});
  const SpoolPlace place = {size_ + begin, static_cast<std::uint32_t>(pending_.size() - begin)};
  if (pending_.size() >= kPendingBytes) {
    if (Result<void> flushed = Flush(); !flushed) {
      return std::unexpected(std::move(flushed.error()));
    }
  }
  return place;
}

Result<void> Spool::Flush() {
  std::string_view left = pending_;
  while (!left.empty()) {
    const ssize_t written = write(file_, left.data(), left.size());
    if (written < 0) {
      return SystemError("write beside the shards");
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  size_ += pending_.size();
  pending_.clear();
  return {};
}

Result<void> Spool::Finish() {
  if (Result<void> flushed = Flush(); !flushed || size_ == 0) {
    return flushed;
  }
  void* const mapped = mmap(nullptr, size_, PROT_READ, MAP_SHARED, file_, 0);
  if (mapped == MAP_FAILED) {
    return SystemError("read back what was written beside the shards");
  }
  mapped_ = static_cast<const char*>(mapped);
  return {};
}

SpooledProduct Spool::Read(const SpoolPlace& place) const {
  SpooledProduct result;
  Reader reader(mapped_ + place.offset);
  ForEachField(result, [&reader](auto& field) { reader.Get(&field); });
  bool on_sale = false;
  std::int64_t sale_micros = 0;
  reader.Get(&on_sale);
  reader.Get(&sale_micros);
  if (on_sale) {
    result.product.sale_price = {sale_micros, result.product.price.currency};
  }
  return result;
}

}  // namespace vitrine::cli
