// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/batch.h"
#include "sdk/cli/batch/contact_sheet.h"
#include "sdk/cli/batch/enhance_picture.h"
#include "sdk/cli/batch/progress.h"
#include "sdk/codecs/codecs.h"
#include "tests/unit/cli/run_command.h"
#include "tests/unit/imaging/degrade.h"

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/enhance/enhance.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace vitrine::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A coloured box before a wall, as a file.
std::string Picture(std::uint8_t red, FileFormat format = FileFormat::kJpeg) {
  Image image = Image::Create(160, 200).value();
  FillRect(image, {.x = 0, .y = 0, .width = 160, .height = 200}, 0, {.r = 230, .g = 228, .b = 226});
  FillRect(image, {.x = 40, .y = 50, .width = 70, .height = 90}, 6, {.r = red, .g = 40, .b = 50});
  const auto bytes = EncodePicture(image.view(), {.format = format}).value();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A library of pictures, and a folder for its results.
class Library {
 public:
  explicit Library(int pictures) {
    for (int i = 0; i < pictures; ++i) {
      folder_.Write("in/" + std::to_string(100 + i) + ".jpg",
                    Picture(static_cast<std::uint8_t>(100 + i)));
    }
  }

  BatchOptions Options() const {
    BatchOptions options;
    options.in = folder_ / "in";
    options.out = folder_ / "out";
    options.settings.style.width = 120;
    options.settings.style.height = 150;
    options.workers = 2;
    return options;
  }

  Result<BatchResult> Run(const BatchOptions& options) {
    log_.str("");
    return EnhanceLibrary(options, log_, false);
  }

  std::string Read(std::string_view name) const { return ReadFile(folder_ / name).value(); }
  bool Has(std::string_view name) const { return std::filesystem::exists(folder_ / name); }
  const TemporaryFolder& folder() const { return folder_; }
  std::string log() const { return log_.str(); }

 private:
  TemporaryFolder folder_;
  std::ostringstream log_;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST(EnhanceLibrary, MakesEveryPictureOnceAndListsIt) {
  Library library(3);
  const BatchResult result = library.Run(library.Options()).value();
  EXPECT_EQ(result.made, 3U);
  EXPECT_EQ(result.failed, 0U);
  for (const char* name : {"out/100.jpg", "out/101.jpg", "out/102.jpg"}) {
    const std::string file = library.Read(name);
    const Image image = DecodePicture(AsBytes(file)).value();
    EXPECT_EQ(image.width(), 120);
    EXPECT_EQ(image.height(), 150);
  }
  const auto lines = Lines(library.Read("out/manifest.jsonl"));
  ASSERT_EQ(lines.size(), 3U);
  rapidjson::Document line;
  line.Parse(lines[0].c_str());
  ASSERT_FALSE(line.HasParseError());
  EXPECT_STREQ(line["cutout"].GetString(), "backdrop");
  EXPECT_EQ(line["quality"]["width"].GetInt(), 160);
  EXPECT_EQ(line["subject"].Size(), 4U);
}

TEST(EnhanceLibrary, DoesNothingTwice) {
  Library library(3);
  ASSERT_TRUE(library.Run(library.Options()));
  const std::string manifest = library.Read("out/manifest.jsonl");
  const BatchResult again = library.Run(library.Options()).value();
  EXPECT_EQ(again.made, 0U);
  EXPECT_EQ(again.kept, 3U);
  EXPECT_EQ(library.Read("out/manifest.jsonl"), manifest);
}

TEST(EnhanceLibrary, DoesAgainWhatHasChangedOrIsGone) {
  Library library(3);
  ASSERT_TRUE(library.Run(library.Options()));
  library.folder().Write("in/101.jpg", Picture(240));
  std::filesystem::remove(library.folder() / "out/102.jpg");
  EXPECT_EQ(library.Run(library.Options()).value().made, 2U);
  BatchOptions other = library.Options();
  other.settings.style.scale_01 = 0.5F;
  EXPECT_EQ(library.Run(other).value().made, 3U);
}

TEST(EnhanceLibrary, ListsWhatIsBrokenAndGoesOn) {
  Library library(2);
  library.folder().Write("in/broken.png", "\x89PNG\r\n\x1A\n and no more");
  library.folder().Write("in/notes.txt", "no picture");
  const BatchResult result = library.Run(library.Options()).value();
  EXPECT_EQ(result.made, 2U);
  EXPECT_EQ(result.failed, 1U);
  EXPECT_THAT(library.log(), HasSubstr("broken.png: "));
  EXPECT_THAT(library.Read("out/manifest.jsonl"), HasSubstr("\"error\":\"IMAGE_CORRUPT\""));
  EXPECT_THAT(library.Read("out/contact-sheet.html"), HasSubstr("broken.png"));
  EXPECT_FALSE(library.Has("out/broken.jpg"));
  EXPECT_EQ(library.Run(library.Options()).value().kept, 3U);
  BatchOptions retry = library.Options();
  retry.retry_failed = true;
  EXPECT_EQ(library.Run(retry).value().failed, 1U);
}

TEST(EnhanceLibrary, RefusesFilesAndPicturesAboveItsLimits) {
  Library library(1);
  BatchOptions options = library.Options();
  options.settings.limits.max_pixels = 100;
  EXPECT_EQ(library.Run(options).value().failed, 1U);
  EXPECT_THAT(library.Read("out/manifest.jsonl"), HasSubstr("IMAGE_TOO_LARGE"));
  options.settings.limits = {.max_bytes = 10};
  options.retry_failed = true;
  EXPECT_EQ(library.Run(options).value().failed, 1U);
  EXPECT_THAT(library.Read("out/manifest.jsonl"), HasSubstr("\"TOO_LARGE\""));
}

// How many whole lines the manifest has.
std::size_t Done(const Library& library) {
  return library.Has("out/manifest.jsonl") ? Lines(library.Read("out/manifest.jsonl")).size() : 0;
}

TEST(EnhanceLibrary, GoesOnAfterAKillWithoutLosingOrRepeatingAnything) {
  Library library(24);
  const pid_t child = fork();
  if (child == 0) {
    BatchOptions options = library.Options();
    options.settings.style.width = 900;
    options.settings.style.height = 900;
    std::ostringstream log;
    _exit(EnhanceLibrary(options, log, false) ? 0 : 1);
  }
  while (Done(library) < 3) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the run was over before it could be killed";
  BatchOptions options = library.Options();
  options.settings.style.width = 900;
  options.settings.style.height = 900;
  const BatchResult rest = library.Run(options).value();
  EXPECT_GE(rest.kept, 3U);
  EXPECT_EQ(rest.kept + rest.made, 24U);
  auto lines = Lines(library.Read("out/manifest.jsonl"));
  std::vector<std::string> inputs;
  for (const std::string& line : lines) {
    inputs.push_back(ParseRecord(line).value().input);
  }
  std::ranges::sort(inputs);
  EXPECT_EQ(inputs.size(), 24U);
  EXPECT_EQ(std::ranges::unique(inputs).size(), 0U);
  for (int i = 100; i < 124; ++i) {
    EXPECT_TRUE(library.Has("out/" + std::to_string(i) + ".jpg"));
  }
}

TEST(EnhanceLibrary, GoesOnAfterALineThatWasCutShort) {
  Library library(3);
  ASSERT_TRUE(library.Run(library.Options()));
  const std::string manifest = library.Read("out/manifest.jsonl");
  library.folder().Write("out/manifest.jsonl", manifest.substr(0, manifest.size() - 20));
  const BatchResult rest = library.Run(library.Options()).value();
  EXPECT_EQ(rest.made, 1U);
  EXPECT_EQ(Lines(library.Read("out/manifest.jsonl")).size(), 3U);
}

TEST(EnhanceLibrary, InShardsMakesEachPictureOnceAndNamesItsFilesApart) {
  Library library(12);
  std::size_t made = 0;
  for (std::uint32_t i = 0; i < 3; ++i) {
    BatchOptions options = library.Options();
    options.shard = {.index = i, .count = 3};
    made += library.Run(options).value().made;
    EXPECT_TRUE(library.Has("out/manifest-" + std::to_string(i) + "-of-3.jsonl"));
    EXPECT_TRUE(library.Has("out/contact-sheet-" + std::to_string(i) + "-of-3.html"));
  }
  EXPECT_EQ(made, 12U);
}

TEST(EnhanceLibrary, WithoutALibraryOrAPlaceForItsResultsFails) {
  Library library(1);
  BatchOptions nowhere = library.Options();
  nowhere.in = library.folder() / "nothing";
  EXPECT_FALSE(library.Run(nowhere));
  library.folder().Write("file", "");
  BatchOptions no_place = library.Options();
  no_place.out = library.folder() / "file/out";
  EXPECT_FALSE(library.Run(no_place));
}

EnhancedPicture Enhanced(const Image& picture, bool mend) {
  EnhanceSettings settings = {.encoding = {.format = FileFormat::kPng}, .mend = mend};
  settings.style.width = 120;
  settings.style.height = 150;
  const auto file = EncodePicture(picture.view(), {.format = FileFormat::kPng}).value();
  return EnhancePicture(file, settings, nullptr).value();
}

// Else the light of a picture would be corrected when it is mended and again when it is harmonised.
TEST(EnhancePicture, JudgesTheLightOfWhatItHasMended) {
  int certain = 0;
  for (const Image& clean : CleanPictures(0, 40, 300)) {
    const Image warm = InLight(clean, {1.25, 1, 0.7});
    const QualityReport quality = MeasureQuality(warm.view()).value();
    certain += quality.illuminant.certainty_01 > 0.5F ? 1 : 0;
    const Image mended = Enhance(warm.view(), quality).value();
    EXPECT_EQ(Enhanced(warm, true).file, Enhanced(mended, false).file);
  }
  EXPECT_GE(certain, 1);
}

TEST(ListInputs, NamesResultsApartWhereTwoWouldBeNamedAlike) {
  const TemporaryFolder folder;
  for (const char* name : {"a.JPG", "a.png", "b/c.webp", "d.txt"}) {
    folder.Write(std::string("in/") + name, "x");
  }
  std::vector<std::string> outputs;
  const auto inputs = ListInputs(folder / "in", ".jpg", {}).value();
  for (const Input& input : inputs) {
    outputs.push_back(input.output);
  }
  EXPECT_THAT(outputs, ElementsAre("a.JPG.jpg", "a.png.jpg", "b/c.jpg"));
  const auto one = ListInputs(folder / "in/a.png", ".avif", {}).value();
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].output, "a.avif");
}

TEST(ParseShard, ReadsAnIndexBelowACount) {
  const Shard shard = ParseShard("2/8").value();
  EXPECT_EQ(shard.index, 2U);
  EXPECT_EQ(shard.count, 8U);
  for (const char* wrong : {"", "8/8", "1", "1/", "/2", "-1/2", "1/2x", "1/0", "a/b"}) {
    EXPECT_FALSE(ParseShard(wrong)) << wrong;
  }
}

TEST(Record, SurvivesItsLine) {
  const Record record = {.input = "a \"b\"/\xC3\xA9.jpg",
                         .bytes = 12,
                         .modified_ns = -3,
                         .settings = "ff",
                         .output = "c.jpg"};
  const Record read = ParseRecord(ToLine(record, Findings{})).value();
  EXPECT_EQ(read.input, record.input);
  EXPECT_EQ(read.bytes, 12U);
  EXPECT_EQ(read.modified_ns, -3);
  EXPECT_EQ(read.output, "c.jpg");
  for (const char* wrong : {"", "{", "[]", "{}", "{\"input\":\"a\"}", "null"}) {
    EXPECT_FALSE(ParseRecord(wrong)) << wrong;
  }
}

TEST(ProgressLine, SaysHowFarHowFastAndHowLong) {
  EXPECT_EQ(ProgressLine({.done = 50, .failed = 2, .all = 200, .seconds = 10}),
            "[#####...............]  50 of 200  5.0 a second  30 s left  2 failed");
  EXPECT_EQ(ProgressLine({.done = 200, .all = 200, .seconds = 10}),
            "[####################]  200 of 200  20.0 a second");
  EXPECT_THAT(ProgressLine({.done = 1, .all = 10'000, .seconds = 1}), HasSubstr("2 h 47 min left"));
}

TEST(ContactSheet, EscapesNames) {
  EXPECT_EQ(EscapeHtml("<b>\"a&b\""), "&lt;b&gt;&quot;a&amp;b&quot;");
}

TEST(EnhanceCommand, SaysWhatIsWrongWithAStyle) {
  const TemporaryFolder folder;
  const std::string style = folder.Write("style.json", R"({"subjekt": {}})");
  folder.Write("in/a.jpg", Picture(200));
  const auto run = RunCommand("enhance " + (folder / "in").string() + " --out " +
                              (folder / "out").string() + " --style " + style);
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::kStyleSyntax);
  EXPECT_THAT(run.error().message, HasSubstr("subjekt"));
}

TEST(EnhanceCommand, WritesTheFormatThatWasAskedFor) {
  const TemporaryFolder folder;
  folder.Write("in/a.jpg", Picture(200));
  const std::string style = folder.Write("s.json", R"({"canvas": {"width": 64, "height": 64}})");
  for (const char* format : {"jpeg", "png", "webp", "avif"}) {
    ASSERT_TRUE(RunCommand("enhance " + (folder / "in").string() + " --out " +
                           (folder / format).string() + " --style " + style + " --format " +
                           format + " --sheet 0"));
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "avif/a.avif"));
  EXPECT_TRUE(std::filesystem::exists(folder / "webp/a.webp"));
  EXPECT_FALSE(std::filesystem::exists(folder / "png/contact-sheet.html"));
}

}  // namespace
}  // namespace vitrine::cli
