// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace vitrine {

template <typename Signature>
class FunctionRef;

/// Something to call that its owner keeps alive during the call: what C++26 has as
/// std::function_ref. Unlike std::function it copies nothing, takes no memory, and costs a download
/// two words instead of a class for every callable.
template <typename Value, typename... Arguments>
class FunctionRef<Value(Arguments...)> {
 public:
  template <typename Callable>
    requires(!std::same_as<Callable, FunctionRef> &&
             std::is_invocable_r_v<Value, const Callable&, Arguments...>)
  // NOLINTNEXTLINE(google-explicit-constructor): a lambda is passed where one is wanted.
  FunctionRef(const Callable& callable)
      : object_(&callable), call_([](const void* object, Arguments... arguments) -> Value {
          return (*static_cast<const Callable*>(object))(std::forward<Arguments>(arguments)...);
        }) {}

  Value operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }

 private:
  const void* object_;
  Value (*call_)(const void*, Arguments...);
};

}  // namespace vitrine
