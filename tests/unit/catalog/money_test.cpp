// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/money.h>

#include <gtest/gtest.h>

namespace vitrine {
namespace {

struct Amount {
  const char* text;
  std::int64_t micros;
  const char* currency;
};

TEST(ParseMoney, ReadsEveryWayToWriteAnAmountExactly) {
  const Amount amounts[] = {
      {"12.50 EUR", 12'500'000, "EUR"},
      {"EUR 12.50", 12'500'000, "EUR"},
      {"12,50EUR", 12'500'000, "EUR"},
      {" 12.5 eur ", 12'500'000, "EUR"},
      {"1,234.50 USD", 1'234'500'000, "USD"},
      {"1.234,50 EUR", 1'234'500'000, "EUR"},
      {"1 234,50 EUR", 1'234'500'000, "EUR"},
      {"1\xC2\xA0"
       "234,50\xC2\xA0"
       "EUR",
       1'234'500'000, "EUR"},
      {"1'234.50 CHF", 1'234'500'000, "CHF"},
      {"1,234,567 JPY", 1'234'567'000'000, "JPY"},
      {"1.234.567 EUR", 1'234'567'000'000, "EUR"},
      {"1,234 USD", 1'234'000'000, "USD"},
      {"12.500 KWD", 12'500'000, "KWD"},
      {"0,125 EUR", 125'000, "EUR"},
      {"0 EUR", 0, "EUR"},
      {"0.1 EUR", 100'000, "EUR"},
      {"0.000001 EUR", 1, "EUR"},
      {"19.990000000000002 EUR", 19'990'000, "EUR"},
      {"12.299999999999999 EUR", 12'300'000, "EUR"},
      {"0.0000005 EUR", 1, "EUR"},
      {"0.00000049 EUR", 0, "EUR"},
      {"9223372036854.775806 EUR", 9'223'372'036'854'775'806, "EUR"},
  };
  for (const Amount& amount : amounts) {
    const Result<Money> money = ParseMoney(amount.text);
    ASSERT_TRUE(money) << amount.text << ": " << money.error().message;
    EXPECT_EQ(money->micros, amount.micros) << amount.text;
    EXPECT_EQ(money->currency, amount.currency) << amount.text;
  }
}

TEST(ParseMoney, RejectsWhatIsNotAnAmountAndACurrency) {
  for (const char* text : {"",
                           " ",
                           "EUR",
                           "12.50",
                           "NaN",
                           "NaN EUR",
                           "nan EUR",
                           "inf EUR",
                           "Infinity EUR",
                           "-1.00 EUR",
                           "EUR -1",
                           "\xE2\x88\x92"
                           "5 EUR",
                           "1e3 EUR",
                           "0x10 EUR",
                           "12.50 EU",
                           "12.50 EURO",
                           "EUR 12.50 USD",
                           "12.5.0 EUR",
                           "1,23,4 EUR",
                           "1,2345.00 EUR",
                           "12,34.50 EUR",
                           "1.234.56 EUR",
                           "1 23 EUR",
                           ".50 EUR",
                           "12. EUR",
                           "1,234'567 EUR",
                           "$12.50",
                           "free",
                           "99999999999999999999 EUR",
                           "9223372036854.775808 EUR"}) {
    const Result<Money> money = ParseMoney(text);
    ASSERT_FALSE(money) << text << " gave " << money->micros << money->currency;
    EXPECT_EQ(money.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(money.error().message.find("expected"), std::string::npos);
  }
}

TEST(ParseMoney, UsesTheGivenCurrencyOnlyWhereTheTextHasNone) {
  EXPECT_EQ(ParseMoney("12.50", "eur")->currency, "EUR");
  EXPECT_EQ(ParseMoney("12.50 USD", "EUR")->currency, "USD");
  EXPECT_FALSE(ParseMoney("12.50", "EURO"));
}

TEST(IsCurrencyCode, WantsThreeCapitals) {
  EXPECT_TRUE(IsCurrencyCode("EUR"));
  EXPECT_FALSE(IsCurrencyCode("eur"));
  EXPECT_FALSE(IsCurrencyCode("EU"));
  EXPECT_FALSE(IsCurrencyCode("EURO"));
}

}  // namespace
}  // namespace vitrine
