// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/pixel_arena.h>

#include <cstring>
#include <utility>

namespace vitrine {
namespace {

std::size_t RoundedUp(std::size_t size) {
  constexpr std::size_t kAlignment = PixelArena::kAlignment;
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

std::uint8_t* Allocate(std::size_t rounded) {
  return static_cast<std::uint8_t*>(std::aligned_alloc(PixelArena::kAlignment, rounded));
}

}  // namespace

PixelArena::Block& PixelArena::Block::operator=(Block&& other) noexcept {
  if (this != &other) {
    Release();
    arena_ = std::exchange(other.arena_, nullptr);
    size_ = std::exchange(other.size_, 0);
    outside_ = std::move(other.outside_);
    place_ = other.place_;
  }
  return *this;
}

std::span<std::uint8_t> PixelArena::Block::bytes() const {
  if (arena_ == nullptr) {
    return {};
  }
  return {outside_ ? outside_.get() : arena_->memory_.get() + place_->begin, size_};
}

void PixelArena::Block::Release() {
  if (arena_ == nullptr) {
    return;
  }
  arena_->taken_ -= RoundedUp(size_);
  if (outside_) {
    outside_.reset();
  } else {
    arena_->places_.erase(place_);
  }
  arena_ = nullptr;
  size_ = 0;
}

PixelArena::Block PixelArena::Take(std::size_t size) {
  const std::size_t rounded = RoundedUp(size);
  Block block;
  block.place_ = HasRoom(size) && Reserve() ? FindPlace(rounded) : places_.end();
  if (block.place_ == places_.end()) {
    block.outside_.reset(Allocate(rounded));
    if (!block.outside_) {
      return {};
    }
  }
  taken_ += rounded;
  block.arena_ = this;
  block.size_ = size;
  return block;
}

bool PixelArena::HasRoom(std::size_t size) const {
  // What is taken and the capacity are multiples of the alignment, so rounding up changes nothing.
  return taken_ <= capacity_ && size <= capacity_ - taken_;
}

bool PixelArena::Reserve() {
  if (!memory_) {
    memory_.reset(Allocate(capacity_));
  }
  return memory_ != nullptr;
}

// In the narrowest gap that is wide enough, else at the end of what was moved together: with the
// blocks outside counted there is room.
PixelArena::Places::iterator PixelArena::FindPlace(std::size_t size) {
  auto best = places_.end();
  std::size_t narrowest = capacity_ + 1;
  std::size_t end = 0;
  for (auto next = places_.begin();; ++next) {
    const bool is_last = next == places_.end();
    const std::size_t gap = (is_last ? capacity_ : next->begin) - end;
    if (gap >= size && gap < narrowest) {
      narrowest = gap;
      best = next;
    }
    if (is_last) {
      break;
    }
    end = next->begin + next->size;
  }
  if (narrowest > capacity_) {
    MoveTogether();
    best = places_.end();
  }
  const std::size_t begin =
      best == places_.begin() ? 0 : std::prev(best)->begin + std::prev(best)->size;
  return places_.insert(best, {begin, size});
}

void PixelArena::MoveTogether() {
  std::size_t end = 0;
  for (Place& place : places_) {
    std::memmove(memory_.get() + end, memory_.get() + place.begin, place.size);
    place.begin = end;
    end += place.size;
  }
}

}  // namespace vitrine
