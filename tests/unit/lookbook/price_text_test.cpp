// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/price_text.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace vitrine {
namespace {

struct PriceCase {
  std::string name;
  std::int64_t micros;
  std::string currency;
  std::string text;
};

class FormatPriceCases : public testing::TestWithParam<PriceCase> {};

TEST_P(FormatPriceCases, GivesTheInternationalForm) {
  EXPECT_EQ(FormatPrice(GetParam().micros, GetParam().currency), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    FormatPrice, FormatPriceCases,
    testing::Values(PriceCase{"Euro", 49'000'000, "EUR", "€\u00A049.00"},
                    PriceCase{"Thousands", 1'234'567'890'000, "USD", "$\u00A01,234,567.89"},
                    PriceCase{"ExactlyAThousand", 1'000'000'000, "GBP", "£\u00A01,000.00"},
                    PriceCase{"JustBelowAThousand", 999'000'000, "GBP", "£\u00A0999.00"},
                    PriceCase{"SharedSignsAreCodes", 49'900'000, "CAD", "CAD\u00A049.90"},
                    PriceCase{"NoMinorUnit", 4'900'000'000, "JPY", "JPY\u00A04,900"},
                    PriceCase{"NoMinorUnitRounds", 4'900'500'000, "JPY", "JPY\u00A04,901"},
                    PriceCase{"ThreeDecimals", 4'900'000, "KWD", "KWD\u00A04.900"},
                    PriceCase{"FourDecimals", 12'345'600, "CLF", "CLF\u00A012.3456"},
                    PriceCase{"LeadingZeroOfTheFraction", 5'050'000, "EUR", "€\u00A05.05"},
                    PriceCase{"HalfACentRoundsUp", 19'995'000, "EUR", "€\u00A020.00"},
                    PriceCase{"BelowHalfACentRoundsDown", 19'994'999, "EUR", "€\u00A019.99"},
                    PriceCase{"Zero", 0, "EUR", "€\u00A00.00"},
                    PriceCase{"Negative", -12'500'000, "EUR", "€\u00A0−12.50"},
                    PriceCase{"NothingLeftOfANegative", -1, "EUR", "€\u00A00.00"},
                    PriceCase{"UnknownCurrency", 1'500'000, "XTS", "XTS\u00A01.50"},
                    PriceCase{"NoCurrency", 1'500'000, "", "1.50"},
                    PriceCase{"Smallest", std::numeric_limits<std::int64_t>::min(), "EUR",
                              "€\u00A0−9,223,372,036,854.78"}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace vitrine
