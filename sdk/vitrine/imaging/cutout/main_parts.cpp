// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/backdrop.h>
#include <vitrine/imaging/cutout/connected_parts.h>
#include <vitrine/imaging/cutout/main_parts.h>
#include <vitrine/imaging/enhance/gaussian.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

// Where the thin parts of a subject touch the rest of it, and how far they go.
struct Reach {
  void Add(std::size_t at_x, std::size_t at_y) {
    left = std::min(left, at_x);
    right = std::max(right, at_x);
    top = std::min(top, at_y);
    bottom = std::max(bottom, at_y);
  }
  bool empty() const { return right < left; }
  std::size_t Longest() const { return empty() ? 0 : std::max(right - left, bottom - top) + 1; }

  std::size_t left = SIZE_MAX;
  std::size_t right = 0;
  std::size_t top = SIZE_MAX;
  std::size_t bottom = 0;
};

// The mean of some colours.
struct MeanColour {
  void Add(const Oklab& colour) {
    sum = {.l = sum.l + colour.l, .a = sum.a + colour.a, .b = sum.b + colour.b};
    count += 1;
  }
  Oklab Value() const {
    const float each = 1 / std::max(count, 1.0F);
    return {.l = sum.l * each, .a = sum.a * each, .b = sum.b * each};
  }

  Oklab sum = {};
  float count = 0;
};

struct ThinPart {
  Reach all;
  Reach contact;
  MeanColour colour;
};

bool TouchesBody(const Plane& body, std::size_t x, std::size_t y) {
  const auto is_body = [&](std::size_t u, std::size_t v) { return body.Row(v)[u] > 0; };
  return (x > 0 && is_body(x - 1, y)) || (x + 1 < body.width && is_body(x + 1, y)) ||
         (y > 0 && is_body(x, y - 1)) || (y + 1 < body.height && is_body(x, y + 1));
}

std::vector<ThinPart> MeasureThinParts(const Parts& parts, const Plane& body,
                                       const LabImage& picture) {
  std::vector<ThinPart> measured(parts.list.size());
  for (std::size_t y = 0; y < body.height; ++y) {
    for (std::size_t x = 0; x < body.width; ++x) {
      const std::uint32_t part = parts.part_of[y * body.width + x];
      measured[part].all.Add(x, y);
      measured[part].colour.Add(picture.At(y * body.width + x));
      if (TouchesBody(body, x, y)) {
        measured[part].contact.Add(x, y);
      }
    }
  }
  return measured;
}

// What the body looks like where a thin part touches it.
Oklab BodyColourAt(const Reach& contact, const Plane& body, const LabImage& picture,
                   std::size_t around) {
  MeanColour mean;
  const std::size_t bottom = std::min(contact.bottom + around, body.height - 1);
  const std::size_t right = std::min(contact.right + around, body.width - 1);
  for (std::size_t y = contact.top - std::min(contact.top, around); y <= bottom; ++y) {
    for (std::size_t x = contact.left - std::min(contact.left, around); x <= right; ++x) {
      if (body.Row(y)[x] > 0) {
        mean.Add(picture.At(y * body.width + x));
      }
    }
  }
  return mean.Value();
}

bool IsForeignTail(const ThinPart& part, const Plane& body, const LabImage& picture,
                   std::size_t thin) {
  constexpr float kForeign = 0.08F;
  if (part.contact.empty() || part.contact.Longest() > 4 * thin + 3 ||
      part.all.Longest() < 3 * thin) {
    return false;
  }
  const Oklab body_colour = BodyColourAt(part.contact, body, picture, 4 * thin);
  return ColourDistance(part.colour.Value(), body_colour) > kForeign;
}

}  // namespace

void KeepMainParts(Plane& labels) {
  constexpr float kNearInSize = 0.15F;
  constexpr std::size_t kEdge = 3;
  const Parts parts = FindParts(labels, true);
  const float largest = std::ranges::max(parts.list, {}, &Part::central).central;
  Plane kept(labels.width, labels.height);
  for (std::size_t i = 0; i < kept.values.size(); ++i) {
    const std::uint32_t part = parts.part_of[i];
    const bool is_main = part != kNoPart && parts.list[part].central >= kNearInSize * largest;
    kept.values[i] = is_main ? 1.0F : 0.0F;
  }
  const Plane around = RangeAround(kept, kEdge).most;
  for (std::size_t i = 0; i < kept.values.size(); ++i) {
    const bool other = parts.part_of[i] != kNoPart && kept.values[i] == 0;
    labels.values[i] *= other ? 0 : around.values[i];
  }
}

void FillHoles(Plane& labels, float largest_share) {
  const auto area = static_cast<float>(std::ranges::count_if(labels.values, IsSubject));
  const Parts holes = FindParts(labels, false);
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const Part& hole = holes.list[holes.part_of[i]];
    if (holes.part_of[i] != kNoPart && !hole.at_border && hole.area < largest_share * area) {
      labels.values[i] = 1;
    }
  }
}

void CutTails(const LabImage& picture, Plane& labels) {
  constexpr float kLargest = 0.03F;
  const std::size_t thin = std::max<std::size_t>(std::max(labels.width, labels.height) / 240, 1);
  Plane mask = labels;
  std::ranges::transform(labels.values, mask.values.begin(),
                         [](float label) { return IsSubject(label) ? 1.0F : 0.0F; });
  const Plane body = RangeAround(RangeAround(mask, thin).least, thin).most;
  Plane rest = mask;
  for (std::size_t i = 0; i < rest.values.size(); ++i) {
    rest.values[i] = body.values[i] > 0 ? 0 : mask.values[i];
  }
  const Parts parts = FindParts(rest, true);
  const std::vector<ThinPart> measured = MeasureThinParts(parts, body, picture);
  const auto area = static_cast<float>(std::ranges::count_if(labels.values, IsSubject));
  std::vector<bool> is_tail(measured.size());
  for (std::size_t part = kNoPart + 1; part < measured.size(); ++part) {
    is_tail[part] = parts.list[part].area < kLargest * area &&
                    IsForeignTail(measured[part], body, picture, thin);
  }
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    labels.values[i] *= is_tail[parts.part_of[i]] ? 0 : 1;
  }
}

}  // namespace vitrine
