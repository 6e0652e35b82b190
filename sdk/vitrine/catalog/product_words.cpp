// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/product_words.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace vitrine {
namespace {

// Words of one text; what comes after does not describe the product any better.
constexpr std::size_t kMaxWords = 64;

constexpr float kTitleWeight = 1.0F;
constexpr float kCategoryWeight = 1.5F;
constexpr float kBrandWeight = 1.0F;
constexpr float kColourWeight = 0.8F;
constexpr float kAttributeWeight = 0.6F;

// The attributes that say what a product is like, of the many that a feed carries.
constexpr std::array<std::string_view, 6> kDescribingAttributes = {
    "material", "pattern", "gender", "age_group", "style", "season"};

// The Latin-1 letters U+00E0 to U+00FF as ASCII; '*' for the division sign.
constexpr std::array<std::string_view, 32> kLatin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "*", "o", "u", "u", "u", "u", "y", "th", "y"};

// Capitals to small letters for Latin-1, Latin Extended-A, Greek and Cyrillic; other scripts have
// no case or are rare enough in shops that two spellings may be two words.
char32_t ToLower(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (within('A', 'Z') || (within(0xC0, 0xDE) && c != 0xD7) ||
      (within(0x391, 0x3A9) && c != 0x3A2) || within(0x410, 0x42F)) {
    return c + 0x20;
  }
  if (within(0x400, 0x40F)) {
    return c + 0x50;
  }
  if (within(0x100, 0x137) || within(0x14A, 0x177)) {
    return c | 1U;  // Pairs of a capital at the even and its small letter at the odd position.
  }
  if (within(0x139, 0x148) || within(0x179, 0x17E)) {
    return c + (c & 1U);
  }
  return c;
}

bool IsWordCharacter(char32_t c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
  const bool is_latin1_mark = c < 0xC0 || c == 0xD7 || c == 0xF7;
  // General punctuation to arrows and dingbats, and CJK and full-width punctuation.
  const bool is_mark = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
                       (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF0F);
  return !is_latin1_mark && !is_mark;
}

// Kana and Han ideographs.
bool IsOwnWord(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

void AppendUtf8(char32_t c, std::string* text) {
  const auto byte = [text](char32_t value) { text->push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U));
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U));
    byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

// Appends a small letter without its Latin-1 accent.
void AppendFolded(char32_t c, std::string* text) {
  if (c >= 0xE0 && c <= 0xFF) {
    text->append(kLatin1[c - 0xE0]);
  } else if (c == 0xDF) {
    text->append("ss");
  } else {
    AppendUtf8(c, text);
  }
}

bool IsUseful(std::string_view word) { return word.size() > 1 && !IsDigits(word); }

void AddWords(std::string_view text, float weight, std::vector<ProductTerm>* terms) {
  for (std::string& word : SplitWords(text)) {
    terms->push_back({std::move(word), weight});
  }
}

}  // namespace

std::vector<std::string> SplitWords(std::string_view text) {
  text = text.substr(0, ValidUtf8Length(text));
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&words, &word] {
    if (IsUseful(word)) {
      words.push_back(word);
    }
    word.clear();
  };
  std::size_t position = 0;
  while (position < text.size() && words.size() < kMaxWords) {
    const char32_t c = ToLower(NextCodePoint(text, &position));
    if (!IsWordCharacter(c) || IsOwnWord(c)) {
      finish();
    }
    if (IsWordCharacter(c)) {
      AppendFolded(c, &word);
    }
    if (IsOwnWord(c)) {
      finish();
    }
  }
  finish();
  return words;
}

bool IsDescribing(std::string_view attribute) {
  return std::ranges::find(kDescribingAttributes, attribute) != kDescribingAttributes.end();
}

std::vector<ProductTerm> ProductTerms(const Product& product) {
  std::vector<ProductTerm> terms;
  AddWords(product.title, kTitleWeight, &terms);
  // The prefixes hold a control character, which no word has, so that fields are never confused.
  std::string path =
      "\x01"
      "category";
  for (const std::string& node : product.category) {
    path += '\x01' + FoldName(node);
    terms.push_back({path, kCategoryWeight});
  }
  if (const std::string brand = FoldName(product.brand); !brand.empty()) {
    terms.push_back(
        {"\x01"
         "brand\x01" +
             brand,
         kBrandWeight});
  }
  for (const std::string& colour : product.colours) {
    for (const std::string& word : SplitWords(colour)) {
      terms.push_back(
          {"\x01"
           "colour\x01" +
               word,
           kColourWeight});
    }
  }
  for (const Attribute& attribute : product.attributes) {
    if (IsDescribing(attribute.name)) {
      AddWords(attribute.value, kAttributeWeight, &terms);
    }
  }
  return terms;
}

}  // namespace vitrine
