// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <list>
#include <memory>
#include <span>

namespace vitrine {

/// Memory for pictures that come and go for hours: one piece of it in which nothing else lies. From
/// a common heap each picture that goes would leave a gap, the next small thing would settle in it,
/// and no picture would fit there again. Here a gap is only ever between pictures, and where none
/// is wide enough the pictures move together: as long as they fit by their sizes, the next one
/// does.
class PixelArena {
  struct Place {
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  using Places = std::list<Place>;
  struct Free {
    void operator()(std::uint8_t* memory) const { std::free(memory); }
  };
  using Memory = std::unique_ptr<std::uint8_t[], Free>;

 public:
  /// Where pixels begin: at a multiple of this, and so do the sizes that are counted.
  static constexpr std::size_t kAlignment = 64;

  /// The memory of one picture, given back when this ends; before the arena does.
  class Block {
   public:
    Block() = default;
    Block(Block&& other) noexcept { *this = std::move(other); }
    Block& operator=(Block&& other) noexcept;
    ~Block() { Release(); }

    /// Valid until the arena gives the next block, which may move this one with its pixels.
    std::span<std::uint8_t> bytes() const;

   private:
    friend class PixelArena;
    void Release();

    PixelArena* arena_ = nullptr;
    std::size_t size_ = 0;
    Memory outside_;          // What did not fit, in memory of its own;
    Places::iterator place_;  // of others their place.
  };

  /// Takes no memory before the first block. @param capacity Bytes.
  explicit PixelArena(std::size_t capacity) : capacity_(capacity / kAlignment * kAlignment) {}
  PixelArena(const PixelArena&) = delete;
  PixelArena& operator=(const PixelArena&) = delete;

  /// Memory of undefined contents for `size` bytes, at least one. Where it is not to be had in the
  /// arena it is taken from the heap, and where not even there the block is empty.
  Block Take(std::size_t size);

  /// Whether so many bytes more are within the capacity, all blocks counted.
  bool HasRoom(std::size_t size) const;

  std::size_t bytes_taken() const { return taken_; }

 private:
  bool Reserve();
  Places::iterator FindPlace(std::size_t size);
  void MoveTogether();

  std::size_t capacity_;
  std::size_t taken_ = 0;
  Memory memory_;
  Places places_;  // From the front to the back.
};

}  // namespace vitrine
