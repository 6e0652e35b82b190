# SPDX-License-Identifier: Apache-2.0
"""Builds and renders products inside Blender: backdrop, softboxes, camera, linear EXR.

    blender -b --factory-startup -P studio.py -- --out DIR [--size 1200] [--samples 20] ID...

Called by render.py, which develops each EXR into the JPEG. Prints `RENDERED <id>` after each.
"""

import argparse
import importlib
import math
import sys
from pathlib import Path

import bpy
from mathutils import Matrix, Vector

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import materials  # noqa: E402
import products  # noqa: E402

# How each brand's photographer works: backdrop colour, side and height of the key light (degrees),
# its softness (size as a share of its distance), strength of the fill, pitch of the camera.
HOUSES = {
    "paper": {"backdrop": "#dedad3", "azimuth": -58, "height": 44, "soft": 0.55, "fill": 0.34, "pitch": 13},
    "chalk": {"backdrop": "#e9e8e6", "azimuth": -42, "height": 52, "soft": 0.75, "fill": 0.45, "pitch": 15},
    "sand": {"backdrop": "#d3c4ac", "azimuth": 58, "height": 40, "soft": 0.45, "fill": 0.26, "pitch": 14},
    "stone": {"backdrop": "#a9a49c", "azimuth": -64, "height": 42, "soft": 0.45, "fill": 0.24, "pitch": 13},
    "clay": {"backdrop": "#c9ad9c", "azimuth": 60, "height": 43, "soft": 0.5, "fill": 0.28, "pitch": 13},
    "mist": {"backdrop": "#bcc3c2", "azimuth": -52, "height": 48, "soft": 0.65, "fill": 0.34, "pitch": 14},
    "olive": {"backdrop": "#a8a792", "azimuth": 52, "height": 44, "soft": 0.5, "fill": 0.26, "pitch": 13},
    "dusk": {"backdrop": "#6f6a66", "azimuth": -62, "height": 40, "soft": 0.42, "fill": 0.2, "pitch": 14},
}


def cleared():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bpy.context.scene


def product_points(skip="loose"):
    """World points of everything built so far that should be framed."""
    graph = bpy.context.evaluated_depsgraph_get()
    points = []
    for made in bpy.context.scene.objects:
        if made.type != "MESH" or made.get(skip):
            continue
        mesh = made.evaluated_get(graph).to_mesh()
        step = max(1, len(mesh.vertices) // 1500)
        points += [made.matrix_world @ v.co for v in list(mesh.vertices)[::step]]
    return points


def turn_and_settle(turn, stage):
    """Turns the product about the vertical and puts its lowest point on the floor."""
    graph = bpy.context.view_layer
    graph.update()
    made = [o for o in bpy.context.scene.objects if o.parent is None and o.type == "MESH"]
    low = min(p.z for p in product_points()) if stage == "floor" else 0.0
    move = Matrix.Rotation(math.radians(turn), 4, "Z") @ Matrix.Translation((0, 0, -low))
    for o in made:
        o.matrix_world = move @ o.matrix_world
    graph.update()


def backdrop(house, radius, stage, points):
    material = materials.Tree("backdrop")
    # No texture: more than half of all pixels see this paper, and plain colour renders fastest.
    surface = material.done(material.principled(
        Base_Color=materials.rgb(house["backdrop"]), Roughness=0.92, Specular=0.12))
    if stage == "floor":
        back, curve, wide = 7.0 * radius, 4.0 * radius, 34 * radius
        line = [(-14 * radius, 0.0), (back - curve, 0.0)]
        line += [(back - curve + curve * math.sin(a), curve - curve * math.cos(a))
                 for a in (math.pi / 2 * k / 32 for k in range(1, 33))]
        line.append((back, 40 * radius))
    else:  # a wall behind, its face at y = 0
        wide = 40 * radius
        deep = max(p.y for p in points) if stage == "hang" else 0.0
        gap = deep + (2.6 * radius if stage == "hang" else 0.0)
        line = [(gap, -30 * radius), (gap, 30 * radius)]
    verts, faces = [], []
    for y, z in line:
        verts += [(-wide, y, z), (wide, y, z)]
    for k in range(len(line) - 1):
        faces.append((2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2))
    mesh = bpy.data.meshes.new("backdrop")
    mesh.from_pydata(verts, [], faces)
    for polygon in mesh.polygons:
        polygon.use_smooth = True
    mesh.materials.append(surface)
    made = bpy.data.objects.new("backdrop", mesh)
    bpy.context.scene.collection.objects.link(made)


def softbox(name, center, azimuth, height, distance, size, power, color, ratio=1.0):
    """A rectangular light that looks at `center`; azimuth 0 is the camera's side, +90 the right."""
    data = bpy.data.lights.new(name, "AREA")
    data.shape, data.size, data.size_y = "RECTANGLE", size, size * ratio
    data.energy = power * distance * distance
    data.color = color
    a, h = math.radians(azimuth), math.radians(height)
    away = Vector((math.sin(a) * math.cos(h), -math.cos(a) * math.cos(h), math.sin(h)))
    made = bpy.data.objects.new(name, data)
    made.location = center + away * distance
    made.rotation_euler = (-away).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(made)
    return made


def lights(house, center, radius, gloss):
    """`gloss` is for glass and polished metal: tall strips whose reflections draw the form."""
    side = house["azimuth"]
    key = 6.0 * radius
    softbox("key", center, side, house["height"], key, key * house["soft"], 26, (1.0, 0.965, 0.92))
    softbox("fill", center, -side * 1.25, 28, 7 * radius, 7 * radius * 0.9, 26 * 0.62 * house["fill"],
            (0.93, 0.97, 1.0))
    softbox("rim", center, 180 - side * 0.9, 38, 6 * radius, 3 * radius, 9, (1.0, 0.98, 0.95), 1.6)
    if gloss:
        for sign in (-1, 1):
            softbox("strip", center, sign * 82, 12, 5 * radius, 0.9 * radius, 7, (1, 1, 1), 4.0)
    world = bpy.data.worlds.new("world")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (0.8, 0.82, 0.85, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.13


def frame(points, pitch, focal, fill, width, height, azimuth=0.0, shift=0.0):
    """Aims the camera so that `points` fill the share `fill` of the frame, centred."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = focal, 36.0
    data.sensor_fit = "HORIZONTAL" if width >= height else "VERTICAL"
    data.sensor_height = 36.0
    camera = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(camera)
    bpy.context.scene.camera = camera
    p, a = math.radians(pitch), math.radians(azimuth)
    away = Vector((math.sin(a) * math.cos(p), -math.cos(a) * math.cos(p), math.sin(p)))
    rotation = away.to_track_quat("Z", "Y")
    right, up = rotation @ Vector((1, 0, 0)), rotation @ Vector((0, 1, 0))
    long = max(width, height)
    half_x, half_y = 18.0 / focal * width / long, 18.0 / focal * height / long
    low, high = (Vector([f(p[i] for p in points) for i in range(3)]) for f in (min, max))
    target, distance = (low + high) / 2, (high - low).length * 3
    for _ in range(12):
        eye = target + away * distance
        seen = []
        for point in points:
            d = point - eye
            depth = -d.dot(away)
            seen.append((d.dot(right) / depth / half_x, d.dot(up) / depth / half_y))
        xs, ys = [s[0] for s in seen], [s[1] for s in seen]
        span = max((max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2)
        target += right * (max(xs) + min(xs)) / 2 * half_x * distance
        target += up * ((max(ys) + min(ys)) / 2 + shift) * half_y * distance
        distance *= span / fill
    camera.location = target + away * distance
    camera.rotation_euler = rotation.to_euler()
    data.clip_start, data.clip_end = distance * 0.01, distance * 60
    data.dof.use_dof = True
    data.dof.focus_distance = distance * 0.985
    data.dof.aperture_fstop = 26 / distance * focal / 85  # about f/16 on a set of any size
    return camera


def settings(scene, width, height, samples, threads):
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.resolution_percentage = 100
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples, cycles.seed = samples, 7
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold, cycles.adaptive_min_samples = 0.04, 10
    cycles.use_denoising = False
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 8, 2, 3
    cycles.transmission_bounces, cycles.transparent_max_bounces = 8, 12
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect, cycles.blur_glossy = 4.0, 0.5
    cycles.pixel_filter_type, cycles.filter_width = "BLACKMAN_HARRIS", 1.4
    layer = scene.view_layers[0]
    layer.cycles.denoising_store_passes = True
    scene.render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
    scene.render.image_settings.color_depth = "16"
    scene.render.image_settings.exr_codec = "ZIP"


def build(product):
    """Models one product of the table and returns its staging."""
    module, function = product["model"].split(".")
    made = getattr(importlib.import_module("models." + module), function)(**product.get("form", {}))
    return {**(made or {}), **product.get("stage", {})}


def shoot(product, out, size, samples, threads):
    scene = cleared()
    staging = build(product)
    house = {**HOUSES[products.house_of(product)], **staging.get("house", {})}
    stage = staging.get("on", "floor")
    turn_and_settle(staging.get("turn", -8), stage)
    points = product_points()
    low, high = (Vector([f(p[i] for p in points) for i in range(3)]) for f in (min, max))
    center, radius = (low + high) / 2, (high - low).length / 2
    shape = staging.get("shape", "square")
    width, height = {"square": (size, size), "tall": (int(size * 0.8), size),
                     "wide": (size, int(size * 0.8))}[shape]
    backdrop(house, radius, stage, points)
    lights(house, center, radius, staging.get("gloss", False))
    frame(points, staging.get("pitch", house["pitch"]), staging.get("focal", 85),
          staging.get("fill", 0.72), width, height, staging.get("azimuth", 0), staging.get("shift", 0))
    settings(scene, width, height, int(samples * staging.get("effort", 1)), threads)
    scene.render.filepath = str(Path(out) / (product["id"] + ".exr"))
    bpy.ops.render.render(write_still=True)
    print("RENDERED", product["id"], flush=True)


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", type=int, default=1200)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("ids", nargs="+")
    options = parser.parse_args(arguments)
    table = {p["id"]: p for p in products.table()}
    for name in options.ids:
        shoot(table[name], options.out, options.size, options.samples, options.threads)


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--") + 1 :])
