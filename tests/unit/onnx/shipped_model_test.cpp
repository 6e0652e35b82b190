// SPDX-License-Identifier: Apache-2.0
// Cut-outs with the model that is shipped: of rendered composites, whose alpha is known, and of
// photographs whose outlines were drawn by hand. Nothing of either was trained with.
#include "sdk/onnx/onnx_segmentation.h"
#include "tests/support/data.h"
#include "tests/unit/imaging/outlines.h"
#include "tests/unit/imaging/photographs.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr const char* kModel = "models/cutout/cutout.onnx";
constexpr std::size_t kComposites = 20;

// The sanitizers make all of this twenty times slower.
constexpr std::size_t EveryOf() {
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  return 10;
#endif
#endif
  return 1;
}

// The bars are for all pictures. A few of them, taken under the sanitizers, can only show that it
// works.
constexpr double BarOf(double all) { return EveryOf() == 1 ? all : 0.8; }

// With every cut-out counted, also those that would stay whole.
Image CutOutOf(const Image& picture, SegmentationModel& model) {
  Cutout cutout = CutOut(picture.view(), {.least_confidence_01 = 0, .model = &model}).value();
  return std::move(cutout.image);
}

double MeanOverlapOfComposites(const std::string& kind) {
  const auto model = OnnxSegmentation::Open(kModel).value();
  const std::filesystem::path folder = "tests/data/cutouts/composites";
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < kComposites; i += EveryOf()) {
    const std::string name = kind + (i < 10 ? "-0" : "-") + std::to_string(i);
    const Image picture = DecodeImage(ReadFile(folder / (name + ".jpg"))).value();
    const Mask truth(DecodeImage(ReadFile(folder / (name + ".png"))).value());
    const double overlap = Overlap(CutOutOf(picture, *model), truth);
    std::cout << name << " " << overlap << "\n";
    sum += overlap;
    count += 1;
  }
  std::cout << "mean intersection over union " << sum / count << "\n";
  return sum / count;
}

TEST(ShippedModel, IsSmall) { EXPECT_LE(std::filesystem::file_size(kModel), 3'000'000U); }

TEST(ShippedModel, SaysTheSameEachTime) {
  const auto model = OnnxSegmentation::Open(kModel).value();
  const Image picture =
      DecodeImage(ReadFile("web-demo/catalogue/images/sea-stool-oak.jpg")).value();
  EXPECT_EQ(model->LikelihoodOf(picture.view())->values,
            model->LikelihoodOf(picture.view())->values);
}

TEST(CutOutWithModel, OfCompositesInStudiosFindsTheSubject) {
  EXPECT_GE(MeanOverlapOfComposites("studio"), BarOf(0.97));
}

TEST(CutOutWithModel, OfCompositesBeforeBusyBackgroundsFindsTheSubject) {
  EXPECT_GE(MeanOverlapOfComposites("busy"), BarOf(0.90));
}

TEST(CutOutWithModel, OfPhotographsFollowsTheOutlinesDrawnByHand) {
  VITRINE_NEEDS_DATA("clothing-images");
  const auto model = OnnxSegmentation::Open(kModel).value();
  const std::vector<Outline> outlines = Outlines();
  double sum = 0;
  double count = 0;
  for (std::size_t i = 0; i < outlines.size(); i += EveryOf()) {
    const auto path = DataFolder() / "clothing-images" / "images" / outlines[i].picture;
    const Image picture = DecodeImage(ReadFile(path)).value();
    const Mask mask(outlines[i], picture.width(), picture.height());
    const double overlap = Overlap(CutOutOf(picture, *model), mask);
    std::cout << outlines[i].picture << " " << overlap << "\n";
    sum += overlap;
    count += 1;
  }
  std::cout << "mean intersection over union " << sum / count << "\n";
  EXPECT_GE(sum / count, BarOf(0.90));
}

TEST(HarmoniseWithModel, MakesASlateOfPhotographsAlikeAndLeavesTheSubjectsTrue) {
  VITRINE_NEEDS_DATA("clothing-images");
  const auto model = OnnxSegmentation::Open(kModel).value();
  ExpectAlikeAndTrue(HarmonisedPhotographs(model.get()));
}

}  // namespace
}  // namespace vitrine
