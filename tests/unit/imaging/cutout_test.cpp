// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/degrade.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/cutout/main_parts.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace vitrine {
namespace {

constexpr std::int32_t kWidth = 500;
constexpr std::int32_t kHeight = 640;

// A jar with a handle: how much of a pixel it covers, from 16 x 16 points.
bool IsInJar(double x, double y) {
  const double u = (x - 220) / 130;
  const double v = (y - 330) / 190;
  const double from_handle = std::hypot((x - 350) / 1.0, (y - 300) / 1.4);
  return u * u * u * u + v * v * v * v < 1 || (from_handle > 48 && from_handle < 72 && x > 300);
}

double Coverage(std::int32_t x, std::int32_t y) {
  constexpr int kSamples = 16;
  int inside = 0;
  for (int row = 0; row < kSamples; ++row) {
    for (int column = 0; column < kSamples; ++column) {
      inside += IsInJar(x + (column + 0.5) / kSamples, y + (row + 0.5) / kSamples) ? 1 : 0;
    }
  }
  return static_cast<double>(inside) / (kSamples * kSamples);
}

struct Composite {
  Image picture;
  Plane alpha;
};

std::uint8_t Mixed(std::uint8_t subject, std::uint8_t behind, double alpha) {
  return static_cast<std::uint8_t>(std::lround(subject * alpha + behind * (1 - alpha)));
}

template <typename Subject, typename Behind>
Composite Compose(const Subject& subject, const Behind& behind) {
  Composite composite = {.picture = Image::Create(kWidth, kHeight).value(),
                         .alpha = Plane(kWidth, kHeight)};
  for (std::int32_t y = 0; y < kHeight; ++y) {
    for (std::int32_t x = 0; x < kWidth; ++x) {
      const double alpha = Coverage(x, y);
      const Colour front = subject(x, y);
      const Colour back = behind(x, y);
      SetPixel(composite.picture, x, y,
               {Mixed(front.r, back.r, alpha), Mixed(front.g, back.g, alpha),
                Mixed(front.b, back.b, alpha), 255});
      composite.alpha.Row(static_cast<std::size_t>(y))[static_cast<std::size_t>(x)] =
          static_cast<float>(alpha);
    }
  }
  return composite;
}

std::uint8_t Byte(double level) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0, 255.0)));
}

Colour Clay(std::int32_t x, std::int32_t y) {
  const double light = 0.8 + 0.2 * std::sin(x * 0.02) + 0.04 * std::sin(y * 0.9);
  return {Byte(190 * light), Byte(90 * light), Byte(60 * light), 255};
}

Colour Studio(std::int32_t x, std::int32_t y) {
  const double light = 232 - 0.03 * y - 0.02 * x - (y > 520 ? 8 : 0);
  return {Byte(light), Byte(light), Byte(light * 0.97), 255};
}

// A floor of boards, each of another brown, with dark joints.
Colour Boards(std::int32_t x, std::int32_t y) {
  const int board_number = x / 45;
  const double board = std::sin(board_number * 12.9898) * 25;
  const double grain = 8 * std::sin(y * 0.15 + board_number * 3.0) + 5 * std::sin(x * 1.7);
  const double joint = x % 45 < 2 ? -60 : 0;
  const double light = 140 + board + grain + joint;
  return {Byte(light), Byte(light * 0.85), Byte(light * 0.6), 255};
}

Colour Ink(std::int32_t x, std::int32_t /*y*/) {
  const double light = 0.8 + 0.2 * std::sin(x * 0.02);
  return {Byte(40 * light), Byte(60 * light), Byte(140 * light), 255};
}

double AlphaAt(const Image& image, std::size_t i) { return image.pixels()[4 * i + 3] / 255.0; }

// Intersection over union where half a pixel counts.
double Overlap(const Image& cutout, const Plane& truth) {
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < truth.values.size(); ++i) {
    const bool found = AlphaAt(cutout, i) >= 0.5;
    const bool is = truth.values[i] >= 0.5F;
    both += found && is ? 1 : 0;
    either += found || is ? 1 : 0;
  }
  return both / either;
}

Cutout CutOutOf(const Composite& composite, SegmentationModel* model = nullptr) {
  return CutOut(composite.picture.view(), {.model = model}).value();
}

TEST(CutOut, BeforeAStudiosBackdropFindsTheOutlineAndTheOpening) {
  const Composite composite = Compose(Clay, Studio);
  const Cutout cutout = CutOutOf(composite);
  EXPECT_EQ(cutout.method, CutoutMethod::kBackdrop);
  EXPECT_EQ(cutout.subject.background, BackgroundKind::kGraded);
  EXPECT_GE(Overlap(cutout.image, composite.alpha), 0.985);
  EXPECT_EQ(PixelAt(cutout.image, 375, 300).a, 0) << "within the handle";
}

TEST(CutOut, HasASoftAlphaAlongTheOutline) {
  const Composite composite = Compose(Clay, Studio);
  const Cutout cutout = CutOutOf(composite);
  double error = 0;
  double count = 0;
  for (std::size_t i = 0; i < composite.alpha.values.size(); ++i) {
    const float alpha = composite.alpha.values[i];
    if (alpha > 0.02F && alpha < 0.98F) {
      error += std::abs(AlphaAt(cutout.image, i) - alpha);
      count += 1;
    }
  }
  EXPECT_LE(error / count, 0.08);
}

TEST(CutOut, TakesTheBackgroundsColourOutOfTheOutline) {
  const Composite composite = Compose(Clay, Studio);
  const Cutout cutout = CutOutOf(composite);
  double error = 0;
  double count = 0;
  for (std::int32_t y = 0; y < kHeight; ++y) {
    for (std::int32_t x = 0; x < kWidth; ++x) {
      const Colour pixel = PixelAt(cutout.image, x, y);
      if (pixel.a > 80 && pixel.a < 255) {
        error += std::abs(pixel.g * 255.0 / pixel.a - Clay(x, y).g);
        count += 1;
      }
    }
  }
  ASSERT_GT(count, 500);
  EXPECT_LE(error / count, 14) << "the backdrop is some 140 levels lighter";
}

TEST(CutOut, LeavesTheShadowBehind) {
  const Composite composite = Compose(Clay, [](std::int32_t x, std::int32_t y) {
    // Below and right of the jar, softer the further it reaches.
    const double u = (x - 300) / 160.0;
    const double v = (y - 520) / 40.0;
    const double shade = 0.3 * std::exp(-u * u - v * v);
    const Colour wall = Studio(x, y);
    return Colour{Byte(wall.r * (1 - shade)), Byte(wall.g * (1 - shade)),
                  Byte(wall.b * (1 - shade)), 255};
  });
  EXPECT_GE(Overlap(CutOutOf(composite).image, composite.alpha), 0.97);
}

TEST(CutOut, KeepsAPrintInTheBackdropsOwnColour) {
  const auto printed = [](std::int32_t x, std::int32_t y) {
    const bool print = x > 200 && x < 212 && y > 300 && y < 320;
    return print ? Studio(x, y) : Clay(x, y);
  };
  const Cutout cutout = CutOutOf(Compose(printed, Studio));
  EXPECT_EQ(PixelAt(cutout.image, 206, 310).a, 255);
}

TEST(CutOut, BeforeABusyBackgroundGoesByTheColoursThatItLearns) {
  const Composite composite = Compose(Ink, Boards);
  const Cutout cutout = CutOutOf(composite);
  EXPECT_EQ(cutout.method, CutoutMethod::kColours);
  EXPECT_EQ(cutout.subject.background, BackgroundKind::kBusy);
  EXPECT_GE(Overlap(cutout.image, composite.alpha), 0.95);
}

TEST(CutOut, StandsNoiseAndCompression) {
  const Composite composite = Compose(Clay, Studio);
  const Image noisy = WithNoise(composite.picture, 8, 3);
  const Image packed = AsJpeg(composite.picture, 40);
  for (const Image* picture : {&noisy, &packed}) {
    const Cutout cutout = CutOut(picture->view()).value();
    ASSERT_FALSE(cutout.image.empty());
    EXPECT_GE(Overlap(cutout.image, composite.alpha), 0.97);
  }
}

TEST(CutOut, OfWhatIsCutOutAlreadyIsTheSameToTheBit) {
  Image given = Image::Create(90, 120).value();
  for (std::int32_t y = 30; y < 90; ++y) {
    for (std::int32_t x = 30; x < 60; ++x) {
      SetPixel(given, x, y, {100, 60, 20, static_cast<std::uint8_t>(100 + x)});
    }
  }
  const Cutout cutout = CutOut(given.view()).value();
  EXPECT_EQ(cutout.method, CutoutMethod::kGiven);
  EXPECT_EQ(LargestDifference(cutout.image, given), 0);
}

TEST(CutOut, WithoutASubjectStaysUncut) {
  for (const Image& picture :
       {Plain(300, 300, {200, 200, 200, 255}), Plain(1, 1, {9, 9, 9, 255}), Waves(300, 200)}) {
    const Cutout cutout = CutOut(picture.view()).value();
    EXPECT_EQ(cutout.method, CutoutMethod::kNone);
    EXPECT_TRUE(cutout.image.empty());
  }
}

// Answers what it was given, and counts how often it was asked.
class KnownAnswer : public SegmentationModel {
 public:
  explicit KnownAnswer(Result<Plane> answer) : answer_(std::move(answer)) {}

  Result<Plane> LikelihoodOf(const ImageView& /*picture*/) override {
    ++asked_;
    return answer_;
  }

  int asked() const { return asked_; }

 private:
  Result<Plane> answer_;
  int asked_ = 0;
};

Plane RoughJar() {
  Plane rough(50, 64);
  for (std::size_t y = 0; y < rough.height; ++y) {
    for (std::size_t x = 0; x < rough.width; ++x) {
      const bool inside = IsInJar(static_cast<double>(x) * 10 + 5, static_cast<double>(y) * 10 + 5);
      rough.Row(y)[x] = inside ? 0.8F : 0.2F;
    }
  }
  return rough;
}

TEST(CutOut, AsksAModelWhereColoursAloneMislead) {
  // The boards' own brown on the boards.
  const Composite composite = Compose(
      [](std::int32_t x, std::int32_t y) {
        const Colour other = Boards(x + 17, y / 3);
        return Colour{Byte(other.r + 12.0), Byte(other.g - 4.0), Byte(other.b - 8.0), 255};
      },
      Boards);
  KnownAnswer model(RoughJar());
  const Cutout guided =
      CutOut(composite.picture.view(), {.least_confidence_01 = 0, .model = &model}).value();
  const Cutout alone = CutOut(composite.picture.view(), {.least_confidence_01 = 0}).value();
  EXPECT_EQ(model.asked(), 1);
  EXPECT_EQ(guided.method, CutoutMethod::kModel);
  const double overlap_alone = alone.image.empty() ? 0 : Overlap(alone.image, composite.alpha);
  EXPECT_GT(Overlap(guided.image, composite.alpha), overlap_alone);
  EXPECT_GE(Overlap(guided.image, composite.alpha), 0.85);
}

TEST(CutOut, BelievesAnEvenBackdropMoreThanAModel) {
  // The model takes the jar's belly for an opening.
  Plane model_says = RoughJar();
  for (std::size_t y = 22; y < 44; ++y) {
    std::ranges::fill(model_says.Row(y).subspan(15, 14), 0.05F);
  }
  KnownAnswer model(model_says);
  const Composite composite = Compose(Clay, Studio);
  const Cutout cutout = CutOutOf(composite, &model);
  EXPECT_EQ(model.asked(), 1);
  EXPECT_GE(Overlap(cutout.image, composite.alpha), 0.97);
}

TEST(CutOut, BelievesAModelWhereTheSubjectIsOfTheBackdropsColour) {
  // The upper half of the jar cannot be told from the wall.
  const auto half = [](std::int32_t x, std::int32_t y) {
    return y < 330 ? Studio(x, y) : Ink(x, y);
  };
  const Composite composite = Compose(half, Studio);
  Plane sure = RoughJar();
  for (float& value : sure.values) {
    value = value > 0.5F ? 0.95F : 0.05F;
  }
  KnownAnswer model(sure);
  const Cutout guided =
      CutOut(composite.picture.view(), {.least_confidence_01 = 0, .model = &model}).value();
  const Cutout alone = CutOut(composite.picture.view(), {.least_confidence_01 = 0}).value();
  EXPECT_LE(Overlap(alone.image, composite.alpha), 0.6);
  EXPECT_GE(Overlap(guided.image, composite.alpha), 0.9);
}

TEST(CutOut, IsLessSureWhereAModelWavers) {
  const Composite composite = Compose(Ink, Boards);
  const auto confidence = [&](float inside) {
    Plane answer = RoughJar();
    for (float& value : answer.values) {
      value = value > 0.5F ? inside : 0.05F;
    }
    const FoundSubject by_colour = {.method = CutoutMethod::kColours};
    return WeighModel(composite.picture.view(), by_colour, answer)->subject.confidence_01;
  };
  EXPECT_LE(confidence(0.78F), 0.6F * confidence(0.82F));
}

TEST(CutOut, DoesNotAskAModelBeforeAPlainBackdrop) {
  KnownAnswer model(RoughJar());
  const auto paper = [](std::int32_t /*x*/, std::int32_t /*y*/) {
    return Colour{244, 242, 238, 255};
  };
  EXPECT_EQ(CutOutOf(Compose(Clay, paper), &model).method, CutoutMethod::kBackdrop);
  EXPECT_EQ(model.asked(), 0);
}

TEST(CutOut, PassesOnWhatAModelComplainsAbout) {
  KnownAnswer model(Fail(ErrorCode::kOutOfMemory, "the model has no memory"));
  const Composite composite = Compose(Ink, Boards);
  const Result<Cutout> cutout = CutOut(composite.picture.view(), {.model = &model});
  ASSERT_FALSE(cutout);
  EXPECT_EQ(cutout.error().code, ErrorCode::kOutOfMemory);
}

// The steps of those who cannot wait for a model inside of a call.
Cutout CutOutInSteps(const Image& picture, SegmentationModel& model) {
  FoundSubject found = FindByColour(picture.view()).value();
  if (WantsModel(found)) {
    const Plane likelihood = model.LikelihoodOf(picture.view()).value();
    found = WeighModel(picture.view(), std::move(found), likelihood).value();
  }
  return CutOutFound(picture.view(), std::move(found)).value();
}

TEST(CutOut, InStepsIsTheSame) {
  for (const auto& behind : {Studio, Boards}) {
    for (const auto& subject : {Clay, Ink}) {
      const Composite composite = Compose(subject, behind);
      KnownAnswer model(RoughJar());
      const Cutout whole = CutOutOf(composite, &model);
      const int asked = model.asked();
      const Cutout stepped = CutOutInSteps(composite.picture, model);
      EXPECT_EQ(model.asked(), 2 * asked);
      EXPECT_EQ(stepped.method, whole.method);
      EXPECT_EQ(stepped.subject.box, whole.subject.box);
      EXPECT_FLOAT_EQ(stepped.subject.confidence_01, whole.subject.confidence_01);
      ASSERT_EQ(stepped.image.empty(), whole.image.empty());
      EXPECT_EQ(LargestDifference(stepped.image, whole.image), 0);
    }
  }
}

TEST(CutOut, WantsNoModelForACutOut) {
  const FoundSubject found = FindByColour(Plain(40, 40, {0, 0, 0, 0}).view()).value();
  EXPECT_EQ(found.method, CutoutMethod::kGiven);
  EXPECT_FALSE(WantsModel(found));
}

TEST(CutOut, RefusesALikelihoodWithoutPixels) {
  const Image picture = Plain(20, 20, {9, 9, 9, 255});
  const auto error =
      WeighModel(picture.view(), FindByColour(picture.view()).value(), Plane()).error();
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
}

TEST(CutOut, RefusesAConfidenceThatIsNone) {
  const Image picture = Plain(20, 20, {9, 9, 9, 255});
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(CutOut(picture.view(), {.least_confidence_01 = nan}).error().code,
            ErrorCode::kNonFinite);
  EXPECT_EQ(CutOut(picture.view(), {.least_confidence_01 = 2}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(CutOut({}).error().code, ErrorCode::kInvalidArgument);
}

TEST(MainParts, KeepAPairAndDropSpecks) {
  Plane labels(40, 30);
  const auto fill = [&](std::size_t left, std::size_t top, std::size_t side) {
    for (std::size_t y = top; y < top + side; ++y) {
      std::ranges::fill(labels.Row(y).subspan(left, side), 0.9F);
    }
  };
  fill(4, 10, 10);
  fill(24, 10, 10);
  fill(36, 1, 3);
  KeepMainParts(labels);
  EXPECT_FLOAT_EQ(labels.Row(12)[6], 0.9F);
  EXPECT_FLOAT_EQ(labels.Row(12)[26], 0.9F);
  EXPECT_FLOAT_EQ(labels.Row(2)[37], 0);
}

TEST(Tails, AreCutOffIfTheyAreForeignAndHangByOneEnd) {
  Image picture = Plain(240, 100, {200, 60, 60, 255});
  Plane labels(240, 100);
  const auto fill = [&](std::int32_t left, std::int32_t top, std::int32_t width,
                        std::int32_t height, Colour colour) {
    for (std::int32_t y = top; y < top + height; ++y) {
      for (std::int32_t x = left; x < left + width; ++x) {
        labels.Row(static_cast<std::size_t>(y))[static_cast<std::size_t>(x)] = 1;
        SetPixel(picture, x, y, colour);
      }
    }
  };
  constexpr Colour kRed = {200, 60, 60, 255};
  constexpr Colour kDark = {30, 30, 30, 255};
  fill(40, 30, 50, 50, kRed);
  fill(140, 30, 50, 50, kRed);
  fill(90, 50, 50, 2, kDark);  // From one to the other.
  fill(190, 40, 40, 2, kRed);
  fill(190, 60, 40, 2, kDark);
  CutTails(ToLab(picture.view()), labels);
  EXPECT_FLOAT_EQ(labels.Row(50)[115], 1);
  EXPECT_FLOAT_EQ(labels.Row(40)[210], 1);
  EXPECT_FLOAT_EQ(labels.Row(60)[210], 0);
  EXPECT_FLOAT_EQ(labels.Row(31)[41], 1) << "a corner";
}

TEST(Holes, AreFilledWhenSmallAndClosed) {
  Plane labels(30, 30);
  std::ranges::fill(labels.values, 1.0F);
  labels.Row(10)[10] = 0;                  // One pixel of 900.
  std::ranges::fill(labels.Row(0), 0.0F);  // Open to the border.
  for (std::size_t y = 18; y < 26; ++y) {
    std::ranges::fill(labels.Row(y).subspan(18, 8), 0.0F);  // 64 pixels.
  }
  FillHoles(labels, 0.02F);
  EXPECT_FLOAT_EQ(labels.Row(10)[10], 1);
  EXPECT_FLOAT_EQ(labels.Row(0)[5], 0);
  EXPECT_FLOAT_EQ(labels.Row(20)[20], 0);
}

}  // namespace
}  // namespace vitrine
