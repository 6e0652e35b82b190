// SPDX-License-Identifier: Apache-2.0
// Cut-outs with the model that is shipped: of rendered composites, whose alpha is known, and of
// photographs whose outlines were drawn by hand. Nothing of either was trained with.
#include "sdk/onnx/onnx_segmentation.h"
#include "tests/support/data.h"
#include "tests/support/sanitized.h"
#include "tests/unit/imaging/outlines.h"
#include "tests/unit/imaging/photographs.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr const char* kModel = "models/cutout/cutout.onnx";
constexpr std::size_t kComposites = 20;

// The bars are for all pictures. A few of them, taken under the sanitizers, can only show that
// something is cut out.
constexpr double BarOf(double all) { return Sanitized() ? 0.1 : all; }

// Every cut-out counted, also those that would stay whole.
struct Overlaps {
  std::vector<double> all;
  std::vector<double> sure;  // Those of a confidence at which they are cut out.

  void Add(const Image& picture, const Mask& truth, SegmentationModel* model,
           const std::string& name) {
    constexpr float kUsual = CutoutOptions().least_confidence_01;
    const Cutout cutout =
        CutOut(picture.view(), {.least_confidence_01 = 0, .model = model}).value();
    const double overlap = Overlap(cutout.image, truth);
    all.push_back(overlap);
    if (cutout.subject.confidence_01 >= kUsual) {
      sure.push_back(overlap);
    }
    std::cout << name << " " << overlap << "\n";
  }

  static double MeanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }

  double Mean() const {
    const double mean = MeanOf(all);
    std::cout << "mean intersection over union " << mean << ", worst "
              << *std::ranges::min_element(all) << "; of the " << sure.size() << " of "
              << all.size() << " that are sure " << MeanOf(sure) << "\n";
    return mean;
  }
};

double MeanOverlapOfComposites(const std::string& kind, SegmentationModel* model) {
  const std::filesystem::path folder = "tests/data/cutouts/composites";
  Overlaps overlaps;
  for (std::size_t i = 0; i < kComposites; i += EveryOf(10)) {
    const std::string name = kind + (i < 10 ? "-0" : "-") + std::to_string(i);
    const Image picture = DecodeImage(ReadFile(folder / (name + ".jpg"))).value();
    const Mask truth(DecodeImage(ReadFile(folder / (name + ".png"))).value());
    overlaps.Add(picture, truth, model, name);
  }
  return overlaps.Mean();
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
  const auto model = OnnxSegmentation::Open(kModel).value();
  const double mean = MeanOverlapOfComposites("studio", model.get());
  EXPECT_GE(mean, BarOf(0.97));
  EXPECT_GE(mean, MeanOverlapOfComposites("studio", nullptr));
}

TEST(CutOutWithModel, OfCompositesBeforeBusyBackgroundsFindsTheSubject) {
  const auto model = OnnxSegmentation::Open(kModel).value();
  const double mean = MeanOverlapOfComposites("busy", model.get());
  EXPECT_GE(mean, BarOf(0.90));
  EXPECT_GE(mean, MeanOverlapOfComposites("busy", nullptr));
}

TEST(CutOutWithModel, OfPhotographsFollowsTheOutlinesDrawnByHand) {
  VITRINE_NEEDS_DATA("clothing-images");
  const auto model = OnnxSegmentation::Open(kModel).value();
  const std::vector<Outline> outlines = Outlines();
  ASSERT_EQ(outlines.size(), 40U);
  Overlaps overlaps;
  for (std::size_t i = 0; i < outlines.size(); i += EveryOf(10)) {
    const auto path = DataFolder() / "clothing-images" / "images" / outlines[i].picture;
    const Image picture = DecodeImage(ReadFile(path)).value();
    const Mask mask(outlines[i], picture.width(), picture.height());
    overlaps.Add(picture, mask, model.get(), outlines[i].picture);
  }
  const double mean = overlaps.Mean();
  EXPECT_GE(mean, BarOf(0.90));
  // Confidence says something: those that it would rather show whole are the worse ones.
  EXPECT_GE(Overlaps::MeanOf(overlaps.sure), mean);
}

TEST(HarmoniseWithModel, MakesASlateOfPhotographsAlikeAndLeavesTheSubjectsTrue) {
  VITRINE_NEEDS_DATA("clothing-images");
  const auto model = OnnxSegmentation::Open(kModel).value();
  ExpectAlikeAndTrue(HarmonisedPhotographs(model.get()));
}

}  // namespace
}  // namespace vitrine
