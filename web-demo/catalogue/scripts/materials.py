# SPDX-License-Identifier: Apache-2.0
"""Procedural materials. Texture sizes are metres; colours are sRGB hex, as a designer names them."""

import bpy

PALETTE = {
    "bone": "#e6dfd0", "chalk": "#efece4", "oat": "#d8cab0", "sand": "#cdb792", "clay": "#b98b6b",
    "terracotta": "#a9583a", "rust": "#8c4528", "ochre": "#b9852f", "mustard": "#c29a3d",
    "sage": "#93a088", "olive": "#6c6b43", "moss": "#4e5a3c", "celadon": "#a9bfae",
    "sky": "#a8bccb", "slate": "#5d6a73", "indigo": "#2e3c5c", "ink": "#23262b",
    "oxblood": "#5a2222", "plum": "#5b3a4a", "blush": "#d6b3a4", "rose": "#b9827b",
    "smoke": "#77736d", "stone": "#a8a196", "charcoal": "#363433", "tobacco": "#7a5233",
    "cognac": "#94562a", "espresso": "#3d2a20", "teal": "#35585a", "butter": "#e3cf9a",
}


def rgb(color, alpha=1.0):
    """Linear RGBA of a palette name or a hex colour."""
    text = PALETTE.get(color, color).lstrip("#")
    parts = [int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts] + [alpha]


def shade(color, factor):
    """The linear colour made darker (below 1) or lighter, hue kept."""
    c = rgb(color) if isinstance(color, str) else color
    return [min(v * factor, 0.95) for v in c[:3]] + [1.0]


class Tree:
    """A material's node tree, written as expressions."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.nodes = self.material.node_tree.nodes
        self.links = self.material.node_tree.links
        self.nodes.clear()
        self.out = self.nodes.new("ShaderNodeOutputMaterial")

    def add(self, kind, inputs=None, **props):
        """Adds a node; inputs are keyed by name or index and hold a value or another socket."""
        node = self.nodes.new("ShaderNode" + kind)
        for key, value in props.items():
            setattr(node, key, value)
        for key, value in (inputs or {}).items():
            if isinstance(value, bpy.types.NodeSocket):
                self.links.new(value, node.inputs[key])
            else:
                node.inputs[key].default_value = value
        return node

    def coords(self, scale=(1, 1, 1), kind="Object", vary=True):
        """Texture coordinates in metres, shifted per object so that no two boards are twins."""
        where = self.add("TexCoord").outputs[kind]
        if vary and kind == "Object":
            offset = self.add("VectorMath", {0: self.add("ObjectInfo").outputs["Random"],
                                             1: (7.3, 3.1, 5.7)}, operation="MULTIPLY").outputs[0]
            where = self.add("VectorMath", {0: where, 1: offset}, operation="ADD").outputs[0]
        return self.add("Mapping", {"Vector": where, "Scale": scale}).outputs[0]

    def noise(self, vector, scale, detail=3.0, rough=0.5, distort=0.0):
        return self.add("TexNoise", {"Vector": vector, "Scale": scale, "Detail": detail,
                                     "Roughness": rough, "Distortion": distort}).outputs["Fac"]

    def ramp(self, value, low, high, to_low=0.0, to_high=1.0):
        return self.add("MapRange", {"Value": value, "From Min": low, "From Max": high,
                                     "To Min": to_low, "To Max": to_high}).outputs[0]

    def mix(self, factor, a, b, blend="MIX"):
        return self.add("MixRGB", {"Fac": factor, "Color1": a, "Color2": b},
                        blend_type=blend).outputs[0]

    def math(self, operation, a, b=0.0):
        return self.add("Math", {0: a, 1: b}, operation=operation).outputs[0]

    def bump(self, height, distance, strength=1.0, normal=None):
        inputs = {"Height": height, "Distance": distance, "Strength": strength}
        if normal is not None:
            inputs["Normal"] = normal
        return self.add("Bump", inputs).outputs[0]

    def principled(self, **inputs):
        node = self.add("BsdfPrincipled", {k.replace("_", " "): v for k, v in inputs.items()})
        return node.outputs[0]

    def done(self, surface):
        self.links.new(surface, self.out.inputs["Surface"])
        return self.material


def ceramic(color, rough=0.3, speckle=0.0, speckle_color="#4a3b2c", rings=0.0, dip=None,
            dip_color="#b49a7c", second=None, mottle=0.12, coat=0.0, size=0.2):
    """Glazed stoneware. `dip` is the height (m) where the glaze ends above raw clay; `second` is a
    colour that the glaze drifts to in patches; `rings` the depth (m) of throwing marks."""
    t = Tree("ceramic")
    where = t.coords(vary=False)
    cloud = t.noise(where, 1.6 / size, 4, 0.6, 0.4)
    base = t.mix(t.ramp(cloud, 0.3, 0.7), shade(color, 1 - mottle), shade(color, 1 + mottle * 0.6))
    if second:
        run = t.noise(t.coords((9 / size, 9 / size, 0.9 / size), vary=False), 1.0, 5, 0.6, 0.3)
        drift = t.ramp(t.math("ADD", t.math("MULTIPLY", run, 0.55), t.math("MULTIPLY", cloud, 0.6)),
                       0.5, 0.74)
        base = t.mix(t.math("MULTIPLY", drift, 0.8), base, rgb(second))
    height = t.noise(where, 55, 3)
    normal = t.bump(height, 0.0006, 0.35)
    if rings:
        wave = t.add("TexWave", {"Vector": where, "Scale": 38.0, "Distortion": 1.6, "Detail": 2.0,
                                 "Detail Scale": 0.6}, bands_direction="Z").outputs["Fac"]
        normal = t.bump(wave, rings, 1.0, normal)
    rough_value = t.ramp(t.noise(where, 30, 3), 0.3, 0.7, rough * 0.85, rough * 1.15)
    if speckle:
        dots = t.add("TexVoronoi", {"Vector": where, "Scale": 260.0, "Randomness": 1.0})
        dot = t.ramp(dots.outputs["Distance"], 0.16, 0.26, 1.0, 0.0)
        keep = t.ramp(dots.outputs["Color"], 1 - speckle, 1 - speckle + 0.02)
        base = t.mix(t.math("MULTIPLY", dot, keep), base, rgb(speckle_color))
    glaze = t.principled(Base_Color=base, Roughness=rough_value, Normal=normal, Specular=0.5,
                         Clearcoat=coat, Clearcoat_Roughness=0.08)
    if dip is None:
        return t.done(glaze)
    grain = t.noise(where, 420, 2)
    clay = t.mix(t.ramp(grain, 0.35, 0.65), shade(dip_color, 0.86), shade(dip_color, 1.08))
    raw = t.principled(Base_Color=clay, Roughness=0.85, Specular=0.25,
                       Normal=t.bump(grain, 0.0005, 0.7))
    z = t.add("SeparateXYZ", {0: t.add("TexCoord").outputs["Object"]}).outputs[2]
    edge = t.math("ADD", z, t.ramp(t.noise(where, 14, 2), 0.0, 1.0, -0.006, 0.006))
    part = t.ramp(edge, dip - 0.0006, dip + 0.0006)
    return t.done(t.add("MixShader", {0: part, 1: raw, 2: glaze}).outputs[0])


def clay(color, grain=1.0):
    """Unglazed earthenware."""
    t = Tree("clay")
    where = t.coords(vary=False)
    fine, cloud = t.noise(where, 380, 3), t.noise(where, 9, 4, 0.6)
    base = t.mix(t.ramp(cloud, 0.3, 0.7), shade(color, 0.85), shade(color, 1.1))
    base = t.mix(t.ramp(fine, 0.62, 0.7, 0, 0.35), base, shade(color, 1.5))
    wave = t.add("TexWave", {"Vector": where, "Scale": 42.0, "Distortion": 2.0, "Detail": 2.0},
                 bands_direction="Z").outputs["Fac"]
    normal = t.bump(fine, 0.0006 * grain, 0.7, t.bump(wave, 0.0004, 0.6))
    return t.done(t.principled(Base_Color=base, Roughness=0.86, Specular=0.2, Normal=normal))


WOODS = {  # early wood, late wood, roughness
    "oak": ("#c29a6a", "#94693c", 0.5), "ash": ("#d8bd95", "#b8935f", 0.5),
    "walnut": ("#74503a", "#3d271b", 0.45), "beech": ("#d0a077", "#b58259", 0.48),
    "smoked": ("#57432f", "#2f2218", 0.5), "black": ("#2c2a29", "#161514", 0.5),
    "cherry": ("#a3623c", "#74391f", 0.45), "white": ("#e9e2d6", "#d8cfbf", 0.5),
    "teak": ("#9a6a3c", "#6a4220", 0.5),
}


def wood(kind="oak", along="X", tone=1.0, rough=None):
    """Oiled timber with the grain along the object's own axis `along`."""
    early, late, default_rough = WOODS[kind]
    rough = default_rough if rough is None else rough
    t = Tree("wood")
    axis = "XYZ".index(along)

    def stretched(across, lengthwise):
        scale = [across] * 3
        scale[axis] = lengthwise
        return t.coords(tuple(scale))

    drift = t.noise(stretched(9, 0.9), 1.0, 3, 0.5)
    rings = t.add("TexWave", {
        "Vector": stretched(1, 0.045), "Scale": 17.0, "Distortion": 7.5, "Detail": 3.0,
        "Detail Scale": 0.9, "Detail Roughness": 0.55,
    }, bands_direction="DIAGONAL", wave_profile="SAW").outputs["Fac"]
    fibre = t.noise(stretched(900, 14), 1.0, 2)
    pores = t.ramp(t.noise(stretched(420, 9), 1.0, 3, 0.7), 0.6, 0.72)
    grain = t.math("ADD", t.math("MULTIPLY", rings, 0.5), t.math("MULTIPLY", drift, 0.65))
    base = t.mix(t.ramp(grain, 0.15, 1.0), shade(early, tone), shade(late, tone))
    base = t.mix(t.math("MULTIPLY", fibre, 0.4), base, shade(late, tone * 0.85))
    base = t.mix(t.math("MULTIPLY", pores, 0.45), base, shade(late, tone * 0.5))
    height = t.math("SUBTRACT", t.math("MULTIPLY", fibre, 0.4), pores)
    return t.done(t.principled(
        Base_Color=base, Specular=0.35, Normal=t.bump(height, 0.0003, 0.5),
        Roughness=t.ramp(fibre, 0.3, 0.7, rough * 0.9, rough * 1.2)))


METALS = {  # colour, roughness
    "brass": ("#c9a25a", 0.26), "aged": ("#8d6a3c", 0.38), "steel": ("#b9b9b8", 0.28),
    "chrome": ("#d6d6d6", 0.06), "copper": ("#c4805a", 0.26), "gold": ("#d8b46e", 0.18),
    "nickel": ("#b3aca2", 0.2), "gunmetal": ("#55565a", 0.32), "rosegold": ("#cf9b80", 0.2),
}


def metal(kind="brass", rough=None, brushed=None):
    """Bare metal; `brushed` names the axis across which the fine lines run."""
    color, default_rough = METALS[kind]
    rough = default_rough if rough is None else rough
    t = Tree("metal")
    where = t.coords()
    cloud = t.noise(where, 25, 4, 0.6)
    inputs = {
        "Base_Color": t.mix(t.ramp(cloud, 0.3, 0.7), shade(color, 0.92), shade(color, 1.04)),
        "Metallic": 1.0, "Roughness": t.ramp(cloud, 0.3, 0.7, rough * 0.85, rough * 1.2)}
    if brushed:
        scale = [2.0, 2.0, 2.0]
        scale["XYZ".index(brushed)] = 3000.0
        inputs["Normal"] = t.bump(t.noise(t.coords(tuple(scale)), 1.0, 2), 0.00004, 0.5)
    return t.done(t.principled(**inputs))


def paint(color, rough=0.45, texture=0.0):
    """Lacquer or powder coating; `texture` 1 is the fine orange peel of powder."""
    t = Tree("paint")
    where = t.coords(vary=False)
    fine = t.noise(where, 900, 2)
    base = t.mix(t.noise(where, 6, 3), shade(color, 0.96), shade(color, 1.04))
    inputs = {"Base_Color": base, "Specular": 0.45,
              "Roughness": t.ramp(t.noise(where, 20, 3), 0.3, 0.7, rough * 0.9, rough * 1.1)}
    if texture:
        inputs["Normal"] = t.bump(fine, 0.00025 * texture, 0.6)
    return t.done(t.principled(**inputs))


def _cloth_height(t, where, pitch):
    """The over-and-under of plain weave, threads `pitch` metres apart."""
    thread = 1.0 / pitch
    wobble = t.mix(0.0016, where, t.add("TexNoise", {"Vector": where, "Scale": 60.0}).outputs["Color"],
                   "ADD")
    warp = t.add("TexWave", {"Vector": wobble, "Scale": thread / 6.283 * 2, "Distortion": 0.0},
                 bands_direction="X").outputs["Fac"]
    weft = t.add("TexWave", {"Vector": wobble, "Scale": thread / 6.283 * 2, "Distortion": 0.0},
                 bands_direction="Y").outputs["Fac"]
    return t.math("MAXIMUM", warp, weft)


def fabric(color, pitch=0.0012, fleck=0.25, kind="UV", sheen=0.4, second=None, bump=0.8):
    """Woven cloth; threads lie along the mesh's UV axes (or its object's, with kind="Object")."""
    t = Tree("fabric")
    where = t.coords(kind=kind)
    threads = _cloth_height(t, where, pitch)
    slub = t.noise(t.coords((14, 420, 420), kind=kind), 1.0, 3, 0.6)
    slub2 = t.noise(t.coords((420, 14, 420), kind=kind), 1.0, 3, 0.6)
    tone = t.ramp(t.math("ADD", slub, slub2), 0.75, 1.25)
    base = t.mix(tone, shade(color, 1 - fleck), rgb(second) if second else shade(color, 1 + fleck * 0.7))
    base = t.mix(t.ramp(threads, 0.0, 0.6, 0.35, 0.0), base, shade(color, 0.45))
    normal = t.bump(t.math("ADD", threads, t.math("MULTIPLY", tone, 0.5)), pitch * 0.5, bump)
    return t.done(t.principled(Base_Color=base, Roughness=0.92, Specular=0.15, Sheen=sheen,
                               Sheen_Tint=0.6, Normal=normal))


def boucle(color, size=0.006):
    """Looped wool."""
    t = Tree("boucle")
    where = t.coords()
    loops = t.add("TexVoronoi", {"Vector": t.mix(0.004, where, t.add("TexNoise", {
        "Vector": where, "Scale": 120.0}).outputs["Color"], "ADD"), "Scale": 1 / size},
        feature="SMOOTH_F1").outputs["Distance"]
    fuzz = t.noise(where, 700, 3, 0.7)
    height = t.math("SUBTRACT", t.math("MULTIPLY", fuzz, 0.35), loops)
    base = t.mix(t.ramp(loops, 0.1, 0.6), shade(color, 1.08), shade(color, 0.62))
    return t.done(t.principled(Base_Color=base, Roughness=0.95, Specular=0.1, Sheen=0.6,
                               Sheen_Tint=0.7, Normal=t.bump(height, size * 0.7, 0.85)))


def leather(color, grain=0.0011, rough=0.46):
    t = Tree("leather")
    where = t.coords()
    cells = t.add("TexVoronoi", {"Vector": t.mix(0.002, where, t.add("TexNoise", {
        "Vector": where, "Scale": 150.0}).outputs["Color"], "ADD"), "Scale": 1 / grain},
        feature="DISTANCE_TO_EDGE").outputs["Distance"]
    pebble = t.ramp(cells, 0.0, 0.18)
    cloud = t.noise(where, 22, 5, 0.6)
    base = t.mix(t.ramp(cloud, 0.3, 0.7), shade(color, 0.8), shade(color, 1.12))
    base = t.mix(t.ramp(pebble, 0.0, 1.0, 0.3, 0.0), base, shade(color, 0.55))
    normal = t.bump(pebble, grain * 0.25, 0.6, t.bump(t.noise(where, 45, 4), 0.0008, 0.3))
    return t.done(t.principled(Base_Color=base, Normal=normal, Specular=0.4,
                               Roughness=t.ramp(cloud, 0.3, 0.7, rough * 0.85, rough * 1.2)))


def cord(color="#c9a877", twist=0.0):
    """Rush, rattan, seagrass or rope."""
    t = Tree("cord")
    where = t.coords((240, 2600, 1), kind="UV")
    fibre = t.noise(where, 1.0, 3, 0.6)
    cloud = t.noise(t.coords(), 40, 3)
    base = t.mix(t.ramp(fibre, 0.3, 0.7), shade(color, 0.66), shade(color, 1.12))
    base = t.mix(t.ramp(cloud, 0.35, 0.65, 0, 0.5), base, shade(color, 0.75))
    return t.done(t.principled(Base_Color=base, Roughness=0.72, Specular=0.3,
                               Normal=t.bump(fibre, 0.0004, 0.6)))


def stone(kind="travertine", scale=1.0, rough=0.4):
    t = Tree("stone")
    where = t.coords(vary=False)
    if kind == "marble":
        warp = t.mix(0.09 * scale, where, t.add("TexNoise", {
            "Vector": where, "Scale": 5.0 / scale, "Detail": 6.0}).outputs["Color"], "ADD")
        vein = t.math("ABSOLUTE", t.math("SUBTRACT", t.noise(warp, 5.0 / scale, 5, 0.55, 0.6), 0.5))
        vein = t.ramp(vein, 0.0, 0.035, 0.85, 0.0)
        soft = t.ramp(t.noise(warp, 3.0 / scale, 6, 0.6), 0.35, 0.7)
        base = t.mix(soft, rgb("#ebe8e2"), rgb("#d3cec6"))
        base = t.mix(vein, base, rgb("#8b867f"))
        return t.done(t.principled(Base_Color=base, Roughness=rough * 0.6, Subsurface=0.0))
    if kind == "black":
        warp = t.mix(0.1 * scale, where, t.add("TexNoise", {
            "Vector": where, "Scale": 4.0 / scale, "Detail": 6.0}).outputs["Color"], "ADD")
        vein = t.math("ABSOLUTE", t.math("SUBTRACT", t.noise(warp, 4.0 / scale, 6, 0.55, 0.8), 0.5))
        base = t.mix(t.ramp(vein, 0.0, 0.014, 0.8, 0.0), rgb("#1f1e1d"), rgb("#b9ad98"))
        return t.done(t.principled(Base_Color=base, Roughness=rough * 0.5))
    if kind == "green":
        warp = t.mix(0.12 * scale, where, t.add("TexNoise", {
            "Vector": where, "Scale": 6.0 / scale, "Detail": 6.0}).outputs["Color"], "ADD")
        vein = t.math("ABSOLUTE", t.math("SUBTRACT", t.noise(warp, 6.0 / scale, 6, 0.6, 0.8), 0.5))
        base = t.mix(t.noise(warp, 8 / scale, 6), rgb("#2a3d33"), rgb("#4f6a5a"))
        base = t.mix(t.ramp(vein, 0.0, 0.02, 0.7, 0.0), base, rgb("#c3cdc0"))
        return t.done(t.principled(Base_Color=base, Roughness=rough * 0.55))
    if kind == "terrazzo":
        cells = t.add("TexVoronoi", {"Vector": where, "Scale": 75.0 / scale})
        edge = t.add("TexVoronoi", {"Vector": where, "Scale": 75.0 / scale},
                     feature="DISTANCE_TO_EDGE").outputs["Distance"]
        chip = t.add("ValToRGB", {0: cells.outputs["Color"]})
        ramp = chip.color_ramp
        ramp.interpolation = "CONSTANT"
        colors = ["#d9d3c7", "#8f8478", "#d9d3c7", "#b5765a", "#e4dfd4", "#5f6058", "#c9b48f"]
        for i, c in enumerate(colors):
            e = ramp.elements[i] if i < 2 else ramp.elements.new(i / len(colors))
            e.position, e.color = i / len(colors), rgb(c)
        base = t.mix(t.ramp(edge, 0.04, 0.07), rgb("#d9d3c7"), chip.outputs[0])
        return t.done(t.principled(Base_Color=base, Roughness=rough))
    # Travertine: layered, with pits along the layers.
    layer = t.noise(t.coords((3 / scale, 3 / scale, 26 / scale), vary=False), 1.0, 6, 0.6, 0.5)
    fine = t.noise(t.coords((30, 30, 160), vary=False), 1.0, 4)
    base = t.mix(t.ramp(layer, 0.3, 0.72), rgb("#d9c8ac"), rgb("#b59a76"))
    base = t.mix(t.math("MULTIPLY", fine, 0.3), base, rgb("#e6dac4"))
    pit = t.ramp(t.noise(t.coords((60 / scale, 60 / scale, 190 / scale), vary=False), 1.0, 3, 0.6),
                 0.66, 0.71)
    base = t.mix(pit, base, rgb("#806747"))
    return t.done(t.principled(Base_Color=base, Roughness=rough * 1.3,
                               Normal=t.bump(pit, -0.0012, 1.0)))


def concrete(color="#a39d94"):
    t = Tree("concrete")
    where = t.coords(vary=False)
    cloud = t.noise(where, 7, 6, 0.65)
    holes = t.add("TexVoronoi", {"Vector": where, "Scale": 90.0})
    hole = t.math("MULTIPLY", t.ramp(holes.outputs["Distance"], 0.1, 0.2, 1, 0),
                  t.ramp(holes.outputs["Color"], 0.8, 0.82))
    base = t.mix(t.ramp(cloud, 0.3, 0.7), shade(color, 0.82), shade(color, 1.12))
    base = t.mix(t.math("MULTIPLY", hole, 0.7), base, shade(color, 0.4))
    return t.done(t.principled(Base_Color=base, Roughness=0.75, Specular=0.3,
                               Normal=t.bump(hole, -0.001, 1.0, t.bump(t.noise(where, 300, 3), 0.0003))))


def glass(tint="#ffffff", rough=0.0, ior=1.48, ripple=0.0, shadow=0.9):
    """Clear or tinted glass. Shadow rays pass straight through, tinted, since caustics are off."""
    t = Tree("glass")
    color = rgb(tint)
    inputs = {"Color": color, "Roughness": rough, "IOR": ior}
    if ripple:
        inputs["Normal"] = t.bump(t.noise(t.coords(), 28, 2, 0.5, 0.3), ripple, 1.0)
    body = t.add("BsdfGlass", inputs, distribution="GGX").outputs[0]
    facing = t.add("LayerWeight", {"Blend": 0.35}).outputs["Facing"]
    thru = t.mix(facing, shade(color, shadow), shade(color, shadow * 0.55))
    clear = t.add("BsdfTransparent", {"Color": thru}).outputs[0]
    path = t.add("LightPath")
    either = t.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    return t.done(t.add("MixShader", {0: either, 1: body, 2: clear}).outputs[0])


def liquid(color, ior=1.34):
    return glass(color, ior=ior, shadow=0.95)


def shade_cloth(color="#efe6d6", glow=1.0, pitch=0.0011, height=0.2, low=0.0, warm="#ffc98a"):
    """A lampshade seen lit from inside: brightest at the bulb's height, cooler to the rims."""
    t = Tree("shade")
    threads = _cloth_height(t, t.coords(kind="UV"), pitch)
    slub = t.noise(t.coords((420, 14, 1), kind="UV"), 1.0, 3, 0.6)
    slub2 = t.noise(t.coords((14, 420, 1), kind="UV"), 1.0, 3, 0.6)
    tone = t.ramp(t.math("ADD", slub, slub2), 0.75, 1.25)
    base = t.mix(tone, shade(color, 0.82), shade(color, 1.05))
    face = t.principled(Base_Color=base, Roughness=0.9, Specular=0.1,
                        Normal=t.bump(threads, pitch * 0.4, 0.5))
    return t.done(_lit(t, face, base, glow, height, low, warm))


def opal(color="#f4f0e8", glow=1.0, height=0.2, low=0.0, warm="#ffd09a", rough=0.12):
    """Blown opal glass or paper, lit from inside."""
    t = Tree("opal")
    face = t.principled(Base_Color=rgb(color), Roughness=rough, Specular=0.5)
    return t.done(_lit(t, face, rgb(color), glow, height, low, warm))


def paper_shade(color="#f3ecdd", glow=1.0, height=0.3, low=0.0, warm="#ffd7a6"):
    """Washi: long fibres, matt, lit from inside."""
    t = Tree("paper")
    fibres = t.ramp(t.noise(t.coords((60, 60, 60)), 1.0, 6, 0.75, 2.5), 0.45, 0.6)
    base = t.mix(t.math("MULTIPLY", fibres, 0.25), rgb(color), shade(color, 0.75))
    face = t.principled(Base_Color=base, Roughness=0.9, Specular=0.1,
                        Normal=t.bump(fibres, 0.0006, 0.5))
    return t.done(_lit(t, face, base, glow, height, low, warm))


def _lit(t, face, base, glow, height, low, warm):
    if glow <= 0:
        return face
    z = t.add("SeparateXYZ", {0: t.add("TexCoord").outputs["Object"]}).outputs[2]
    u = t.math("DIVIDE", t.math("SUBTRACT", z, low + height * 0.45), height * 0.75)
    fall = t.math("SUBTRACT", 1.0, t.math("MULTIPLY", u, u))
    fall = t.math("MAXIMUM", fall, 0.12)
    facing = t.ramp(t.add("LayerWeight", {"Blend": 0.3}).outputs["Facing"], 0.0, 1.0, 1.0, 0.55)
    strength = t.math("MULTIPLY", t.math("MULTIPLY", fall, glow), facing)
    tint = t.mix(1.0, base, rgb(warm), "MULTIPLY")
    light = t.add("Emission", {"Color": tint, "Strength": strength}).outputs[0]
    return t.add("AddShader", {0: face, 1: light}).outputs[0]


def glow(color="#ffd9a8", strength=6.0):
    t = Tree("glow")
    return t.done(t.add("Emission", {"Color": rgb(color), "Strength": strength}).outputs[0])


def wax(color="#efe6d2"):
    t = Tree("wax")
    where = t.coords(vary=False)
    base = t.mix(t.noise(where, 18, 4), shade(color, 0.95), shade(color, 1.03))
    return t.done(t.principled(Base_Color=base, Roughness=0.42, Specular=0.4,
                               Subsurface=0.25, Subsurface_Radius=(0.006, 0.004, 0.0025),
                               Subsurface_Color=shade(color, 1.0),
                               Normal=t.bump(t.noise(where, 40, 3), 0.0006, 0.4)))


def paper(color="#efe9dc", rough=0.8):
    t = Tree("paper")
    where = t.coords()
    fine = t.noise(where, 1400, 3)
    base = t.mix(t.noise(where, 30, 4), shade(color, 0.95), shade(color, 1.03))
    return t.done(t.principled(Base_Color=base, Roughness=rough, Specular=0.2,
                               Normal=t.bump(fine, 0.0001, 0.5)))


def pages(across="Z"):
    """The edge of a block of paper; leaves are stacked along `across`."""
    t = Tree("pages")
    scale = [3.0, 3.0, 3.0]
    scale["XYZ".index(across)] = 2200.0
    leaf = t.noise(t.coords(tuple(scale)), 1.0, 2, 0.6)
    base = t.mix(t.ramp(leaf, 0.35, 0.65), rgb("#cdbf9f"), rgb("#f1e9d6"))
    return t.done(t.principled(Base_Color=base, Roughness=0.85, Specular=0.15,
                               Normal=t.bump(leaf, 0.0004, 0.6)))
