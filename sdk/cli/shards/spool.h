// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/behaviour.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {

/// A product as a shard will hold it, and what a trained pack knows of it.
struct SpooledProduct {
  Product product;
  std::vector<float> vector;  ///< Empty where it is to follow from the product's words.
  std::vector<NamedNeighbour> named;
  Behaviour behaviour{};
};

/// Where in the spool a product lies.
struct SpoolPlace {
  std::uint64_t offset = 0;
  std::uint32_t bytes = 0;
};

/// Products on their way into shards: a file that is written once in the order of the feeds and
/// then read in the order of the shards, so that no catalogue has to fit into memory. The file has
/// no name any more once it is open, and ends with the object.
class Spool {
 public:
  /// Errors: kInvalidArgument with the folder and the system's reason, here and below.
  static Result<Spool> Create(const std::filesystem::path& folder);

  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&&) = delete;
  ~Spool();

  Result<SpoolPlace> Add(const SpooledProduct& product);

  /// Ends the writing.
  Result<void> Finish();

  /// Reads a product; after Finish, from any thread.
  SpooledProduct Read(const SpoolPlace& place) const;

 private:
  explicit Spool(int file) : file_(file) {}
  Result<void> Flush();

  int file_;
  std::string pending_;
  std::uint64_t size_ = 0;
  const char* mapped_ = nullptr;
};

}  // namespace vitrine::cli
