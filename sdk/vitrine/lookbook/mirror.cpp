// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/mirror.h>

#include <variant>

namespace vitrine {
namespace {

struct Mirrorer {
  void operator()(BackgroundLayer& layer) const {
    layer.x0 = width_px - layer.x0;
    layer.x1 = width_px - layer.x1;
  }

  void operator()(RectLayer& layer) const {
    Turn(layer.rect);
    layer.rotation_deg = 0 - layer.rotation_deg;
  }

  void operator()(PictureLayer& layer) const {
    Turn(layer.frame);
    layer.rotation_deg = 0 - layer.rotation_deg;
  }

  void operator()(TextLayer& layer) const { layer.x = width_px - layer.x - layer.width_px; }

  void Turn(Rect& rect) const { rect.x = width_px - rect.x - rect.width; }

  float width_px;
};

}  // namespace

void Mirror(Scene& scene, float width_px) {
  const Mirrorer mirrorer{width_px};
  for (Layer& layer : scene.layers) {
    std::visit(mirrorer, layer);
  }
  for (HitRegion& region : scene.regions) {
    mirrorer.Turn(region.area);
    mirrorer.Turn(region.picture);
  }
}

}  // namespace vitrine
