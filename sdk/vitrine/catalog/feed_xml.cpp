// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed_formats.h>
#include <vitrine/catalog/text.h>

#include <expat.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::string_view kGoogleNamespace = "http://base.google.com/ns/1.0";
constexpr std::string_view kGoogleCustomNamespace = "http://base.google.com/cns/1.0";

// RSS's and Atom's own elements of an item, which say nothing about a product.
constexpr std::array<std::string_view, 13> kSyndicationElements = {
    "author",    "category", "comments", "contributor", "enclosure", "generator",    "guid",
    "published", "pubDate",  "rights",   "source",      "updated",   "lastBuildDate"};

// Elements outside of items that hold others and yet are no list of products.
constexpr std::array<std::string_view, 8> kEnvelopeElements = {
    "rss", "feed", "channel", "image", "textInput", "skipHours", "skipDays", "author"};

struct ElementName {
  std::string_view prefix;
  std::string_view local;
};

ElementName SplitName(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) {
    return {{}, name};
  }
  return {name.substr(0, colon), name.substr(colon + 1)};
}

// Turns Expat's events into rows. Namespaces are resolved here rather than by Expat, which refuses
// a feed whose `g:` is not declared, as many shops' are not.
class XmlFeedHandler {
 public:
  XmlFeedHandler(XML_Parser parser, const FeedLimits& limits, FeedCollector* collector)
      : parser_(parser), limits_(limits), collector_(collector) {}

  const std::optional<Error>& error() const { return error_; }

  // What looked like a product and was none, when no item was read; else empty.
  const std::string& unread() const { return unread_; }

  void Start(std::string_view name, const char** attributes) {
    ++depth_;
    if (depth_ > kMaxDepth) {
      Stop(ErrorCode::kFeedSyntax,
           "expected at most " + std::to_string(kMaxDepth) + " levels of nesting");
      return;
    }
    Declare(attributes);
    const ElementName element = SplitName(name);
    if (depth_ == 1 && element.local != "rss" && element.local != "feed") {
      Stop(ErrorCode::kFeedSyntax, "expected an rss or feed element, got " + Quote(name));
    } else if (row_depth_ == 0) {
      StartOutside(element);
    } else if (depth_ == row_depth_ + 1) {
      StartField(element, attributes);
    } else {
      has_children_ = true;
    }
  }

  void Text(std::string_view text) {
    // One byte over the limit is enough for the row to be refused.
    const std::size_t room =
        limits_.max_field_bytes + 1 - std::min(text_.size(), limits_.max_field_bytes + 1);
    if (row_depth_ != 0 && depth_ > row_depth_) {
      text_.append(text.substr(0, room));
    }
  }

  void End() {
    if (row_depth_ != 0 && depth_ == row_depth_ + 1) {
      EndField();
    } else if (row_depth_ != 0 && depth_ == row_depth_) {
      EndRow();
      row_depth_ = 0;
    }
    --depth_;
    while (!bindings_.empty() && bindings_.back().depth > depth_) {
      bindings_.pop_back();
    }
  }

  void Stop(ErrorCode code, std::string message) {
    if (!error_) {
      error_ = Error{code, std::move(message)};
      XML_StopParser(parser_, XML_FALSE);
    }
  }

 private:
  // Whose vocabulary an element of an item belongs to.
  enum class Vocabulary { kGoogle, kCustom, kPlain, kForeign };

  struct Binding {
    std::size_t depth;
    std::string prefix;
    std::string uri;
  };

  void StartOutside(const ElementName& element) {
    if (element.local == "item" || element.local == "entry") {
      row_depth_ = depth_;
      google_ = {};
      plain_ = {};
      has_items_ = true;
      unread_.clear();
    } else if (!has_items_ && unread_.empty() && !parent_.empty() && depth_ == parent_depth_ + 1) {
      unread_ = parent_;
    }
    const bool is_envelope =
        std::ranges::find(kEnvelopeElements, element.local) != kEnvelopeElements.end();
    parent_ = is_envelope ? std::string_view() : element.local;
    parent_depth_ = depth_;
  }

  void Declare(const char** attributes) {
    for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
      const ElementName name = SplitName(attributes[i]);
      if (name.prefix == "xmlns") {
        bindings_.push_back(
            {depth_, std::string(name.local), std::string(Trim(attributes[i + 1]))});
      } else if (name.prefix.empty() && name.local == "xmlns") {
        bindings_.push_back({depth_, "", std::string(Trim(attributes[i + 1]))});
      }
    }
  }

  Vocabulary VocabularyOf(std::string_view prefix) const {
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
      if (binding->prefix == prefix) {
        if (binding->uri == kGoogleNamespace) {
          return Vocabulary::kGoogle;
        }
        if (binding->uri == kGoogleCustomNamespace) {
          return Vocabulary::kCustom;
        }
        return prefix.empty() || prefix == "g" ? VocabularyByPrefix(prefix) : Vocabulary::kForeign;
      }
    }
    return VocabularyByPrefix(prefix);
  }

  // What an undeclared prefix means, or one bound to a misspelt URI.
  static Vocabulary VocabularyByPrefix(std::string_view prefix) {
    if (prefix.empty()) {
      return Vocabulary::kPlain;
    }
    return prefix == "g" ? Vocabulary::kGoogle : Vocabulary::kForeign;
  }

  void StartField(const ElementName& element, const char** attributes) {
    field_ = CanonicalFieldName(element.local);
    vocabulary_ = VocabularyOf(element.prefix);
    if (vocabulary_ == Vocabulary::kPlain &&
        std::ranges::find(kSyndicationElements, element.local) != kSyndicationElements.end()) {
      vocabulary_ = Vocabulary::kForeign;
    }
    text_.clear();
    has_children_ = false;
    if (vocabulary_ == Vocabulary::kPlain && element.local == "link") {
      AddAtomLink(attributes);
    }
  }

  // <link rel="alternate" href="..."/>: Atom keeps the address in an attribute.
  void AddAtomLink(const char** attributes) {
    std::string_view href;
    bool is_alternate = true;
    for (std::size_t i = 0; attributes[i] != nullptr; i += 2) {
      const std::string_view name = attributes[i];
      if (name == "href") {
        href = attributes[i + 1];
      } else if (name == "rel") {
        is_alternate = std::string_view(attributes[i + 1]) == "alternate";
      }
    }
    if (is_alternate) {
      plain_.Add("link", std::string(href));
    }
  }

  void EndField() {
    if (vocabulary_ == Vocabulary::kPlain && (field_ == "summary" || field_ == "content")) {
      field_ = "description";
    }
    // Marked-up text may have elements in it; any other structure (g:shipping) is not one value.
    const bool is_value = !has_children_ || field_ == "description";
    if (is_value && vocabulary_ == Vocabulary::kPlain) {
      plain_.Add(field_, std::move(text_));
    } else if (is_value && vocabulary_ != Vocabulary::kForeign) {
      google_.Add(field_, std::move(text_));
    }
    text_.clear();
  }

  // Google's own elements count; the item's plain ones fill in what they leave out.
  void EndRow() {
    FeedRow row = std::move(google_);
    const std::size_t google_count = row.fields.size();
    for (FeedField& field : plain_.fields) {
      const auto end = row.fields.begin() + static_cast<std::ptrdiff_t>(google_count);
      const bool is_known = std::any_of(row.fields.begin(), end, [&](const FeedField& known) {
        return known.name == field.name;
      });
      if (!is_known) {
        row.fields.push_back(std::move(field));
      }
    }
    if (Result<void> added = collector_->Add(row); !added) {
      Stop(added.error().code, std::move(added.error().message));
    }
  }

  XML_Parser parser_;
  const FeedLimits& limits_;
  FeedCollector* collector_;
  std::optional<Error> error_;
  std::vector<Binding> bindings_;
  std::size_t depth_ = 0;
  std::size_t row_depth_ = 0;  // Of the open item; 0 outside of items.
  FeedRow google_;
  FeedRow plain_;
  std::string field_;
  std::string text_;
  Vocabulary vocabulary_ = Vocabulary::kForeign;
  bool has_children_ = false;
  bool has_items_ = false;
  std::string parent_;            // The last element outside of items, unless an envelope.
  std::size_t parent_depth_ = 0;  // Its depth.
  std::string unread_;
};

void XMLCALL OnStart(void* handler, const char* name, const char** attributes) {
  static_cast<XmlFeedHandler*>(handler)->Start(name, attributes);
}

void XMLCALL OnEnd(void* handler, const char*) { static_cast<XmlFeedHandler*>(handler)->End(); }

void XMLCALL OnText(void* handler, const char* text, int size) {
  static_cast<XmlFeedHandler*>(handler)->Text({text, static_cast<std::size_t>(size)});
}

// A feed has no use for entities of its own, and they are how a kilobyte becomes a gigabyte.
void XMLCALL OnEntity(void* handler, const char* name, int, const char*, int, const char*,
                      const char*, const char*, const char*) {
  static_cast<XmlFeedHandler*>(handler)->Stop(
      ErrorCode::kFeedSyntax, "expected no entity declarations, got " + Quote(name));
}

// Whether the document is UTF-8, by its marks and declaration.
bool IsDeclaredUtf8(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return false;
  }
  const std::string_view declaration = bytes.substr(0, std::min<std::size_t>(bytes.find('>'), 200));
  const std::size_t at = declaration.find("encoding");
  return !declaration.starts_with("<?xml") || at == std::string_view::npos ||
         LowerAscii(declaration.substr(at)).find("utf-8") != std::string::npos;
}

bool FeedParser(XML_Parser parser, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view chunk = bytes.substr(0, kChunkBytes);
    if (XML_Parse(parser, chunk.data(), static_cast<int>(chunk.size()), 0) != XML_STATUS_OK) {
      return false;
    }
    bytes.remove_prefix(chunk.size());
  }
  return true;
}

// Parses the document. Where its UTF-8 is broken the parser is given kNotUnicode, so that the row
// and not the feed is refused.
bool ParseDocument(XML_Parser parser, std::string_view bytes) {
  const bool is_utf8 = IsDeclaredUtf8(bytes);
  while (!bytes.empty()) {
    const std::size_t valid = is_utf8 ? ValidUtf8Length(bytes) : bytes.size();
    if (!FeedParser(parser, bytes.substr(0, valid))) {
      return false;
    }
    bytes.remove_prefix(valid);
    if (!bytes.empty()) {
      if (!FeedParser(parser, kNotUnicode)) {
        return false;
      }
      bytes.remove_prefix(1);
    }
  }
  return XML_Parse(parser, "", 0, 1) == XML_STATUS_OK;
}

struct ParserDeleter {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

Result<void> ReadGoogleXmlFeed(std::string_view bytes, const FeedLimits& limits,
                               FeedCollector* collector) {
  const std::unique_ptr<XML_ParserStruct, ParserDeleter> parser(XML_ParserCreate(nullptr));
  if (parser == nullptr) {
    return Fail(ErrorCode::kOutOfMemory, "no memory for the XML parser");
  }
  // Expat would otherwise ask the system for entropy, which a portable library does not have; the
  // names that it hashes are few.
  XML_SetHashSalt(parser.get(), 0x5EEDU);
  XmlFeedHandler handler(parser.get(), limits, collector);
  XML_SetUserData(parser.get(), &handler);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_SetEntityDeclHandler(parser.get(), OnEntity);
  if (ParseDocument(parser.get(), bytes)) {
    return handler.unread().empty()
               ? Result<void>()
               : Fail(ErrorCode::kFeedSyntax, "expected products in item or entry elements, got " +
                                                  Quote(handler.unread()) + " elements");
  }
  const std::string line = "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": ";
  if (handler.error()) {
    const bool is_syntax = handler.error()->code == ErrorCode::kFeedSyntax;
    return Fail(handler.error()->code, (is_syntax ? line : "") + handler.error()->message);
  }
  return Fail(ErrorCode::kFeedSyntax, line + XML_ErrorString(XML_GetErrorCode(parser.get())));
}

}  // namespace vitrine
