// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/quality_json.h"

namespace vitrine::bindings {

Json& Box(Json& json, const char* name, const Rect& box) {
  return json.Key(name)
      .BeginObject()
      .Field("x", box.x)
      .Field("y", box.y)
      .Field("width", box.width)
      .Field("height", box.height)
      .EndObject();
}

std::string ToJson(const QualityReport& report) {
  Json json;
  json.BeginObject()
      .Field("width", report.width)
      .Field("height", report.height)
      .Field("edgeSigma", report.edge_sigma)
      .Field("jpegQuality", report.jpeg.quality)
      .Field("background", NameOf(report.background))
      .Field("hash", HashText(report.hash));
  json.Key("noise")
      .BeginObject()
      .Field("brightness", report.noise.brightness)
      .Field("blueDifference", report.noise.blue_difference)
      .Field("redDifference", report.noise.red_difference)
      .EndObject();
  json.Key("exposure")
      .BeginObject()
      .Field("black", report.exposure.black)
      .Field("median", report.exposure.median)
      .Field("white", report.exposure.white)
      .Field("clippedDark", report.exposure.clipped_dark_01)
      .Field("clippedLight", report.exposure.clipped_light_01)
      .EndObject();
  json.Key("light")
      .BeginObject()
      .Field("red", report.illuminant.light[0])
      .Field("green", report.illuminant.light[1])
      .Field("blue", report.illuminant.light[2])
      .Field("certainty", report.illuminant.certainty_01)
      .EndObject();
  return Box(json, "subject", report.subject).EndObject().Take();
}

}  // namespace vitrine::bindings
