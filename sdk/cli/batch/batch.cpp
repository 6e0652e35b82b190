// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/batch.h"

#include "sdk/cli/batch/contact_sheet.h"
#include "sdk/cli/batch/fingerprint.h"
#include "sdk/cli/batch/manifest.h"
#include "sdk/cli/batch/progress.h"
#include "sdk/cli/files.h"
#include "sdk/onnx/onnx_segmentation.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

// "-2-of-8" for a shard, nothing for the whole.
std::string SuffixOf(const Shard& shard) {
  return shard.count == 1
             ? ""
             : "-" + std::to_string(shard.index) + "-of-" + std::to_string(shard.count);
}

Result<void> MakeFolder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot make the folder " + folder.string() + ": " + error.message());
  }
  return {};
}

// A disc that is full ends the run; a picture that is broken does not.
class Run {
 public:
  Run(const BatchOptions& options, SegmentationModel* model, Manifest& manifest,
      ContactSheet& sheet, Progress& progress)
      : options_(options),
        model_(model),
        fingerprint_(FingerprintOf(options.settings)),
        manifest_(manifest),
        sheet_(sheet),
        progress_(progress) {}

  Result<void> Do(const std::vector<Input>& inputs) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = options_.workers == 0 ? cores : options_.workers;
    {
      std::vector<std::jthread> workers;
      for (std::size_t i = 0; i < std::min(wanted, inputs.size()); ++i) {
        workers.emplace_back([&] { Work(inputs); });
      }
    }
    return stopped_by_ ? std::unexpected(*stopped_by_) : Result<void>();
  }

 private:
  void Work(const std::vector<Input>& inputs) {
    for (std::size_t i = next_++; i < inputs.size() && !stopped_; i = next_++) {
      if (const auto done = DoOne(inputs[i]); !done) {
        const std::scoped_lock lock(mutex_);
        stopped_by_ = stopped_by_.value_or(done.error());
        stopped_ = true;
      }
    }
  }

  Result<void> DoOne(const Input& input) {
    Record record = {.input = input.path,
                     .bytes = input.bytes,
                     .modified_ns = input.modified_ns,
                     .settings = fingerprint_};
    const Result<EnhancedPicture> enhanced = Enhanced(input);
    if (!enhanced) {
      record.error = ErrorCodeName(enhanced.error().code);
      record.message = enhanced.error().message;
      sheet_.AddFailure(record);
      progress_.Say(record.input + ": " + record.message + " [" + record.error + "]");
      progress_.Advance(true);
      return manifest_.Add(record, std::nullopt);
    }
    const fs::path target = options_.out / input.output;
    if (auto made = MakeFolder(target.parent_path()); !made) {
      return made;
    }
    if (auto written = WriteFile(target, enhanced->file); !written) {
      return written;
    }
    record.output = input.output;
    if (auto added =
            sheet_.Add(record, enhanced->findings, enhanced->before.view(), enhanced->after.view());
        !added) {
      return added;
    }
    progress_.Advance(false);
    return manifest_.Add(record, enhanced->findings);
  }

  Result<EnhancedPicture> Enhanced(const Input& input) const {
    if (input.bytes > options_.settings.limits.max_bytes) {
      return Fail(ErrorCode::kTooLarge, "the file has " + std::to_string(input.bytes) +
                                            " bytes; the limit is " +
                                            std::to_string(options_.settings.limits.max_bytes));
    }
    const fs::path path = fs::is_directory(options_.in) ? options_.in / input.path : options_.in;
    const Result<std::string> bytes = ReadFile(path);
    if (!bytes) {
      return std::unexpected(bytes.error());
    }
    return EnhancePicture(AsBytes(*bytes), options_.settings, model_);
  }

  const BatchOptions& options_;
  SegmentationModel* model_;
  std::string fingerprint_;
  Manifest& manifest_;
  ContactSheet& sheet_;
  Progress& progress_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::optional<Error> stopped_by_;
};

// Whether an earlier run has dealt with it.
bool IsDone(const Input& input, const Manifest& manifest, const std::string& settings,
            const BatchOptions& options) {
  const Record* const record = manifest.Find(input, settings);
  if (record == nullptr) {
    return false;
  }
  return record->error.empty() ? fs::exists(options.out / record->output) : !options.retry_failed;
}

// The model, whose fingerprint goes into the settings.
Result<std::unique_ptr<OnnxSegmentation>> OpenModel(BatchOptions& options) {
  if (options.model.empty()) {
    return nullptr;
  }
  const Result<std::string> bytes = ReadFile(options.model);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  options.settings.model = Fingerprint(*bytes);
  return OnnxSegmentation::Open(options.model);
}

}  // namespace

Result<BatchResult> EnhanceLibrary(BatchOptions options, std::ostream& log, bool is_terminal) {
  const auto model = OpenModel(options);
  if (!model) {
    return std::unexpected(model.error());
  }
  auto inputs = ListInputs(options.in, EndingOf(options.settings.encoding.format), options.shard);
  if (!inputs) {
    return std::unexpected(inputs.error());
  }
  if (auto made = MakeFolder(options.out); !made) {
    return std::unexpected(made.error());
  }
  const std::string suffix = SuffixOf(options.shard);
  auto manifest = Manifest::Open(options.out / ("manifest" + suffix + ".jsonl"));
  if (!manifest) {
    return std::unexpected(manifest.error());
  }
  const std::string settings = FingerprintOf(options.settings);
  const std::size_t kept = std::erase_if(
      *inputs, [&](const Input& input) { return IsDone(input, *manifest, settings, options); });
  if (inputs->empty()) {
    return BatchResult{.kept = kept};
  }
  ContactSheet sheet(options.out, "contact-sheet" + suffix, options.sheet_pairs);
  Progress progress(log, is_terminal, inputs->size());
  const auto run = Run(options, model->get(), *manifest, sheet, progress).Do(*inputs);
  const ProgressState state = progress.Finish();
  if (!run) {
    return std::unexpected(run.error());
  }
  if (auto written = sheet.Write(); !written) {
    return std::unexpected(written.error());
  }
  return BatchResult{.made = state.done - state.failed,
                     .failed = state.failed,
                     .kept = kept,
                     .seconds = state.seconds};
}

}  // namespace vitrine::cli
