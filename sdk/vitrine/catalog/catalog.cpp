// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/pack_reader.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <deque>
#include <utility>

namespace vitrine {
namespace {

// What the page may have changed about a product's price: small, because every product has one.
struct LivePrice {
  std::int64_t micros = 0;
  std::uint32_t currency = 0;
  bool is_overridden = false;
};
static_assert(sizeof(LivePrice) == 16 && sizeof(ProductFacets) == 20);

// Where a price belongs that nothing in the catalogue can be compared with.
constexpr std::uint8_t kMiddleBand = kPriceBandCount / 2;

}  // namespace

struct Catalog::State {
  explicit State(PackReader reader) : pack(std::move(reader)) {
    prices.reserve(pack.products().size());
    facets.reserve(pack.products().size());
    for (const pack::ProductRecord& record : pack.products()) {
      const std::int64_t micros =
          record.sale_micros == pack::kNoSale ? record.price_micros : record.sale_micros;
      prices.push_back({micros, record.currency, false});
      facets.push_back({record.category, record.brand, record.colours.begin, record.colours.count,
                        static_cast<Availability>(record.availability),
                        pack::BandOf(pack.price_bands()[record.price_band], micros)});
    }
    if (pack.popularity().empty()) {
      no_popularity.resize(pack.products().size());
    }
  }

  const pack::ProductRecord& record(ProductIndex product) const {
    assert(product < pack.products().size());
    return pack.products()[product];
  }

  std::string_view CurrencyCode(std::uint32_t currency) const {
    const std::size_t in_pack = pack.currencies().size();
    const std::array<char, 4>& code =
        currency < in_pack ? pack.currencies()[currency].code : live_currencies[currency - in_pack];
    return {code.data(), 3};
  }

  // The index of a currency, added if it is new. At most 26^3 can be.
  std::uint32_t InternCurrency(std::string_view code) {
    const std::size_t count = pack.currencies().size() + live_currencies.size();
    for (std::uint32_t currency = 0; currency < count; ++currency) {
      if (CurrencyCode(currency) == code) {
        return currency;
      }
    }
    live_currencies.push_back({code[0], code[1], code[2], 0});
    return static_cast<std::uint32_t>(count);
  }

  std::uint8_t FindBand(ProductIndex product, std::int64_t micros, std::uint32_t currency) const {
    const TermIndex category = record(product).category;
    const TermIndex root = category == kNoTerm ? kNoTerm : pack.categories()[category].root;
    for (const pack::PriceBandRecord& bands : pack.price_bands()) {
      if (bands.root_category == root && bands.currency == currency) {
        return pack::BandOf(bands, micros);
      }
    }
    return kMiddleBand;
  }

  PackReader pack;
  std::vector<LivePrice> prices;
  std::vector<ProductFacets> facets;
  std::deque<std::array<char, 4>> live_currencies;  // Views into it stay valid while it grows.
  std::vector<float> no_popularity;
  std::uint64_t revision = 0;
};

Catalog::Catalog(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;
Catalog::~Catalog() = default;

Result<Catalog> Catalog::Open(std::vector<std::byte> pack) {
  Result<PackReader> reader = PackReader::Open(std::move(pack));
  if (!reader) {
    return std::unexpected(std::move(reader.error()));
  }
  return Catalog(std::make_unique<State>(std::move(*reader)));
}

std::size_t Catalog::size() const { return state_->pack.products().size(); }

std::optional<ProductIndex> Catalog::Find(std::string_view id) const {
  const std::span<const pack::ProductRecord> products = state_->pack.products();
  const auto text = [this](const pack::ProductRecord& record) {
    return state_->pack.Text(record.id);
  };
  const auto found = std::ranges::lower_bound(products, id, {}, text);
  if (found == products.end() || text(*found) != id) {
    return std::nullopt;
  }
  return static_cast<ProductIndex>(found - products.begin());
}

std::string_view Catalog::id(ProductIndex product) const {
  return state_->pack.Text(state_->record(product).id);
}

std::string_view Catalog::title(ProductIndex product) const {
  return state_->pack.Text(state_->record(product).title);
}

std::string_view Catalog::description(ProductIndex product) const {
  return state_->pack.Text(state_->record(product).description);
}

std::string_view Catalog::link(ProductIndex product) const {
  return state_->pack.Text(state_->record(product).link);
}

std::string_view Catalog::group_id(ProductIndex product) const {
  return state_->pack.Text(state_->record(product).group_id);
}

std::size_t Catalog::image_count(ProductIndex product) const {
  return state_->record(product).images.count;
}

std::string_view Catalog::image_link(ProductIndex product, std::size_t image) const {
  const pack::ListRef& images = state_->record(product).images;
  assert(image < images.count);
  return state_->pack.Text(state_->pack.images()[images.begin + image]);
}

std::size_t Catalog::attribute_count(ProductIndex product) const {
  return state_->record(product).attributes.count;
}

std::string_view Catalog::attribute_name(ProductIndex product, std::size_t attribute) const {
  const pack::ListRef& attributes = state_->record(product).attributes;
  assert(attribute < attributes.count);
  return state_->pack.Text(state_->pack.attributes()[attributes.begin + attribute].name);
}

std::string_view Catalog::attribute_value(ProductIndex product, std::size_t attribute) const {
  const pack::ListRef& attributes = state_->record(product).attributes;
  assert(attribute < attributes.count);
  return state_->pack.Text(state_->pack.attributes()[attributes.begin + attribute].value);
}

std::span<const ProductFacets> Catalog::facets() const { return state_->facets; }

std::span<const TermIndex> Catalog::colour_lists() const { return state_->pack.colour_lists(); }

std::size_t Catalog::brand_count() const { return state_->pack.brands().size(); }

std::string_view Catalog::brand_name(TermIndex brand) const {
  assert(brand < brand_count());
  return state_->pack.Text(state_->pack.brands()[brand]);
}

TermIndex Catalog::brand(ProductIndex product) const {
  assert(product < size());
  return state_->facets[product].brand;
}

std::size_t Catalog::colour_count() const { return state_->pack.colours().size(); }

std::string_view Catalog::colour_name(TermIndex colour) const {
  assert(colour < colour_count());
  return state_->pack.Text(state_->pack.colours()[colour]);
}

std::span<const TermIndex> Catalog::colours(ProductIndex product) const {
  assert(product < size());
  const ProductFacets& facets = state_->facets[product];
  return state_->pack.colour_lists().subspan(facets.first_colour, facets.colour_count);
}

std::size_t Catalog::category_count() const { return state_->pack.categories().size(); }

std::string_view Catalog::category_name(TermIndex category) const {
  assert(category < category_count());
  return state_->pack.Text(state_->pack.categories()[category].name);
}

TermIndex Catalog::category_parent(TermIndex category) const {
  assert(category < category_count());
  return state_->pack.categories()[category].parent;
}

TermIndex Catalog::category(ProductIndex product) const {
  assert(product < size());
  return state_->facets[product].category;
}

std::uint8_t Catalog::price_band(ProductIndex product) const {
  assert(product < size());
  return state_->facets[product].price_band;
}

std::size_t Catalog::dimension() const { return state_->pack.dimension(); }

VectorRows Catalog::vectors() const { return state_->pack.vectors(); }

std::span<const float> Catalog::popularity() const {
  const std::span<const float> packed = state_->pack.popularity();
  return packed.empty() ? state_->no_popularity : packed;
}

std::span<const Neighbour> Catalog::neighbours(ProductIndex product) const {
  assert(product < size());
  const std::span<const std::uint32_t> ends = state_->pack.list_ends();
  if (ends.empty()) {
    return {};
  }
  const std::uint32_t begin = product == 0 ? 0 : ends[product - 1];
  return state_->pack.neighbours().subspan(begin, ends[product] - begin);
}

std::span<const Behaviour> Catalog::behaviour() const { return state_->pack.behaviour(); }

std::span<const std::byte> Catalog::weights() const { return state_->pack.weights(); }

CurrentPrice Catalog::price(ProductIndex product) const {
  const pack::ProductRecord& record = state_->record(product);
  const LivePrice& live = state_->prices[product];
  CurrentPrice price{live.micros, state_->CurrencyCode(live.currency), std::nullopt};
  if (!live.is_overridden && live.micros < record.price_micros) {
    price.regular_micros = record.price_micros;
  }
  return price;
}

Availability Catalog::availability(ProductIndex product) const {
  assert(product < size());
  return state_->facets[product].availability;
}

Result<void> Catalog::OverridePrice(ProductIndex product, const Money& price) {
  assert(product < size());
  if (price.micros < 0) {
    return Fail(ErrorCode::kInvalidArgument,
                "the price is " + std::to_string(price.micros) + " micros, expected at least 0");
  }
  if (!IsCurrencyCode(price.currency)) {
    return Fail(ErrorCode::kInvalidArgument,
                "the currency is " + Quote(price.currency) + ", expected three letters A-Z");
  }
  LivePrice& live = state_->prices[product];
  live.micros = price.micros;
  live.currency = state_->InternCurrency(price.currency);
  state_->facets[product].price_band = state_->FindBand(product, live.micros, live.currency);
  live.is_overridden = true;
  ++state_->revision;
  return {};
}

void Catalog::OverrideAvailability(ProductIndex product, Availability availability) {
  assert(product < size());
  state_->facets[product].availability = availability;
  ++state_->revision;
}

std::uint64_t Catalog::revision() const { return state_->revision; }

}  // namespace vitrine
