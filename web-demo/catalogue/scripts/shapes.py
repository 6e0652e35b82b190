# SPDX-License-Identifier: Apache-2.0
"""Meshes from curves: lathes, sweeps, boxes with soft edges, cushions, weaves, letters.

All lengths are metres, angles degrees, z is up. Every function adds one object to the scene and
returns it; its origin is where its texture coordinates start.
"""

import math
import random

import bmesh
import bpy
from mathutils import Matrix, Vector

SERIF = "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf"
SANS = "/usr/share/fonts/truetype/lato/Lato-Regular.ttf"


def _finish(mesh, name, material, at=(0, 0, 0), rot=(0, 0, 0), sharp=45):
    mesh.update()
    for polygon in mesh.polygons:
        polygon.use_smooth = True
    mesh.use_auto_smooth = True
    mesh.auto_smooth_angle = math.radians(sharp)
    made = bpy.data.objects.new(name, mesh)
    made.location = at
    made.rotation_euler = [math.radians(a) for a in rot]
    bpy.context.scene.collection.objects.link(made)
    if material is not None:
        mesh.materials.append(material)
    return made


def curve(points, steps=10):
    """A smooth line through 2-D or 3-D points; a point given twice in a row is a sharp corner."""
    runs, run = [], [points[0]]
    for before, point in zip(points, points[1:]):
        if tuple(before) == tuple(point):
            runs.append(run)
            run = [point]
        else:
            run.append(point)
    runs.append(run)
    line = []
    for run in runs:
        if len(run) < 2:
            continue
        p = [Vector(q) for q in run]
        p = [p[0] * 2 - p[1], *p, p[-1] * 2 - p[-2]]
        for i in range(1, len(p) - 2):
            line += [_catmull_rom(p[i - 1 : i + 3], k / steps) for k in range(steps)]
    line.append(Vector(runs[-1][-1] if runs[-1] else points[-1]))
    return line


def _catmull_rom(p, t):
    """Centripetal, so that uneven points make no loops."""
    knots = [0.0]
    for a, b in zip(p, p[1:]):
        knots.append(knots[-1] + max((b - a).length ** 0.5, 1e-6))
    t = knots[1] + (knots[2] - knots[1]) * t

    def mix(a, b, i, j):
        return a * ((knots[j] - t) / (knots[j] - knots[i])) + b * (
            (t - knots[i]) / (knots[j] - knots[i])
        )

    a1, a2, a3 = mix(p[0], p[1], 0, 1), mix(p[1], p[2], 1, 2), mix(p[2], p[3], 2, 3)
    return mix(mix(a1, a2, 0, 2), mix(a2, a3, 1, 3), 1, 2)


def fillet(points, radius, steps=6, closed=False):
    """A polyline whose corners are rounded; `radius` is one number or one per point."""
    p = [Vector(q) for q in points]
    count = len(p)
    radii = radius if isinstance(radius, (list, tuple)) else [radius] * count
    line = []
    for i in range(count):
        if not closed and i in (0, count - 1):
            line.append(p[i])
            continue
        a, b, c = p[i - 1], p[i], p[(i + 1) % count]
        u, v = (a - b), (c - b)
        if radii[i] <= 0 or u.length < 1e-9 or v.length < 1e-9:
            line.append(b)
            continue
        half = u.angle(v) / 2
        reach = min(radii[i] / max(math.tan(half), 1e-4), u.length * 0.49, v.length * 0.49)
        start, end = b + u.normalized() * reach, b + v.normalized() * reach
        for k in range(steps + 1):
            t = k / steps
            line.append(start * (1 - t) ** 2 + b * (2 * t * (1 - t)) + end * t * t)
    return line


def shell(outer, wall, floor=None):
    """The closed profile of a vessel: `outer` runs from the axis to the lip, `wall` is thickness."""
    floor = wall if floor is None else floor
    outer = [Vector((q[0], q[1])) for q in outer]
    inner = []
    for i, point in enumerate(outer):
        a, b = outer[max(i - 1, 0)], outer[min(i + 1, len(outer) - 1)]
        along = (b - a).normalized() if (b - a).length > 1e-9 else Vector((0, 1))
        moved = point + Vector((-along.y, along.x)) * wall
        if moved.y > floor + outer[0].y and moved.x > 0:
            inner.append(moved)
    # Offsetting a tight curve can fold it back: keep what stays `wall` away from the outside.
    inner = [q for q in inner if min((q - o).length for o in outer) > wall * 0.93]
    top, start = outer[-1], inner[-1]
    middle, lip = (top + start) / 2, []
    across = top - start
    up = Vector((across.y, -across.x))
    if up.dot(outer[-1] - outer[-3]) < 0:
        up = -up
    for k in range(1, 8):
        angle = math.pi * k / 8
        lip.append(middle + across / 2 * math.cos(angle) + up / 2 * math.sin(angle))
    bottom = inner[0]
    return outer + lip + inner[::-1] + fillet(
        [bottom, (bottom.x * 0.8, floor + outer[0].y), (0, floor + outer[0].y)], wall * 2
    )[1:]


def lathe(profile, material, around=128, form=None, squash=1.0, name="lathe", **place):
    """Turns a profile of (radius, height); `form(angle, height)` scales the radius."""
    profile = [Vector((q[0], q[1])) for q in profile]
    verts, faces, coords = [], [], []
    length = [0.0]
    for a, b in zip(profile, profile[1:]):
        length.append(length[-1] + (b - a).length)
    girth = 2 * math.pi * max(q.x for q in profile)
    for point in profile:
        for k in range(around):
            angle = 2 * math.pi * k / around
            r = point.x * (form(angle, point.y) if form else 1)
            verts.append((r * math.cos(angle), r * math.sin(angle) * squash, point.y))
    for i in range(len(profile) - 1):
        for k in range(around):
            m = (k + 1) % around
            faces.append((i * around + k, i * around + m, (i + 1) * around + m, (i + 1) * around + k))
            u, w = k / around * girth, (k + 1) / around * girth
            coords += [(u, length[i]), (w, length[i]), (w, length[i + 1]), (u, length[i + 1])]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(verts, [], faces)
    layer = mesh.uv_layers.new(name="uv")
    for loop, coord in zip(layer.data, coords):
        loop.uv = coord
    work = bmesh.new()
    work.from_mesh(mesh)
    bmesh.ops.remove_doubles(work, verts=work.verts, dist=1e-6)
    bmesh.ops.recalc_face_normals(work, faces=work.faces)
    work.to_mesh(mesh)
    work.free()
    return _finish(mesh, name, material, **place)


def thrown(seed, amount=0.006):
    """The slight unevenness of something made by hand, for `lathe(form=...)`."""
    dice = random.Random(seed)
    p = [dice.uniform(0, 6.28) for _ in range(4)]
    k = [dice.uniform(4, 14) for _ in range(2)]

    def form(angle, height):
        return 1 + amount * (
            0.6 * math.sin(2 * angle + p[0] + k[0] * height)
            + 0.3 * math.sin(3 * angle + p[1] - k[1] * height)
            + 0.1 * math.sin(5 * angle + p[2])
        )

    return form


def flutes(count, depth, sharp=1.0, twist=0.0):
    """Vertical grooves; `sharp` above 1 makes ridges, `twist` is turns per metre."""

    def form(angle, height):
        wave = 0.5 + 0.5 * math.cos(count * (angle + 2 * math.pi * twist * height))
        return 1 - depth * (1 - wave**sharp)

    return form


def sweep(path, section, material, closed=False, scale=None, up=(0, 0, 1), name="sweep", **place):
    """Pushes a closed 2-D section along a 3-D path; `scale(t)` sizes it, t runs 0..1."""
    path = [Vector(q) for q in path]
    path = [q for i, q in enumerate(path) if i == 0 or (q - path[i - 1]).length > 1e-7]
    if closed and (path[0] - path[-1]).length < 1e-7:
        path.pop()
    count, sides = len(path), len(section)
    tangents = []
    for i in range(count):
        a = path[i - 1] if closed or i else path[0]
        b = path[(i + 1) % count] if closed or i < count - 1 else path[-1]
        tangents.append((b - a).normalized())
    normal = Vector(up) - tangents[0] * Vector(up).dot(tangents[0])
    if normal.length < 1e-3:
        normal = tangents[0].orthogonal()
    normal.normalize()
    frames = []
    for i, tangent in enumerate(tangents):
        if i:
            normal = tangents[i - 1].rotation_difference(tangent) @ normal
            normal = (normal - tangent * normal.dot(tangent)).normalized()
        frames.append((normal.copy(), tangent.cross(normal)))
    twist = 0.0
    if closed:
        end = tangents[-1].rotation_difference(tangents[0]) @ frames[-1][0]
        twist = math.atan2(end.dot(frames[0][1]), end.dot(frames[0][0]))
    verts, faces, coords = [], [], []
    run = 0.0
    runs = []
    for i in range(count):
        if i:
            run += (path[i] - path[i - 1]).length
        runs.append(run)
        t = i / max(count - 1, 1)
        s = scale(t) if scale else 1
        turn = Matrix.Rotation(-twist * t, 2)
        for x, y in section:
            v = turn @ Vector((x, y))
            verts.append(path[i] + (frames[i][1] * v.x + frames[i][0] * v.y) * s)
    edge = [0.0]
    for a, b in zip(section, section[1:] + section[:1]):
        edge.append(edge[-1] + math.hypot(b[0] - a[0], b[1] - a[1]))
    for i in range(count if closed else count - 1):
        n = (i + 1) % count
        stop = runs[n] if n else run + (path[0] - path[-1]).length
        for k in range(sides):
            m = (k + 1) % sides
            faces.append((i * sides + k, i * sides + m, n * sides + m, n * sides + k))
            coords += [(runs[i], edge[k]), (runs[i], edge[k + 1]), (stop, edge[k + 1]), (stop, edge[k])]
    if not closed:
        faces.append(tuple(range(sides))[::-1])
        faces.append(tuple((count - 1) * sides + k for k in range(sides)))
        coords += [(0, 0)] * (2 * sides)
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(verts, [], faces)
    layer = mesh.uv_layers.new(name="uv")
    for loop, coord in zip(layer.data, coords):
        loop.uv = coord
    work = bmesh.new()
    work.from_mesh(mesh)
    bmesh.ops.recalc_face_normals(work, faces=work.faces)
    work.to_mesh(mesh)
    work.free()
    return _finish(mesh, name, material, **place)


def circle(radius, sides=16, squash=1.0):
    return [
        (radius * math.cos(2 * math.pi * k / sides), radius * squash * math.sin(2 * math.pi * k / sides))
        for k in range(sides)
    ]


def rounded(width, height, radius, steps=4):
    """A rectangle with round corners, as a sweep section or an outline."""
    w, h = width / 2, height / 2
    line = fillet([(-w, -h), (w, -h), (w, h), (-w, h)], radius, steps, closed=True)
    return [(q.x, q.y) for q in line]


def tube(path, radius, material, closed=False, sides=16, scale=None, cap=True, **place):
    """A round bar; open ends are domed a little so that they catch the light."""
    path = [Vector(q) for q in path]
    if not closed and scale is None and cap:
        soft = radius * 0.25
        a, b = (path[1] - path[0]).normalized(), (path[-1] - path[-2]).normalized()
        count = len(path) + 4
        path = [path[0], path[0] + a * soft * 0.3, path[0] + a * soft, *path[1:-1],
                path[-1] - b * soft, path[-1] - b * soft * 0.3, path[-1]]
        sizes = {0: 0.75, 1: 0.92, count - 2: 0.92, count - 1: 0.75}

        def scale(t):
            return sizes.get(round(t * (count - 1)), 1)

    return sweep(path, circle(radius, sides), material, closed=closed, scale=scale, **place)


def ring(radius, thick, material, height=None, around=160, **place):
    """A torus, or with `height` a band of rectangular section."""
    path = [
        (radius * math.cos(2 * math.pi * k / around), radius * math.sin(2 * math.pi * k / around), 0)
        for k in range(around)
    ]
    if height is None:
        section = circle(thick, 14)
    else:
        section = rounded(thick, height, min(thick, height) * 0.2)
    return sweep(path, section, material, closed=True, **place)


def box(x, y, z, material, soft=0.002, segments=4, name="box", **place):
    """A block centred on its origin whose edges are rounded by `soft`."""
    work = bmesh.new()
    bmesh.ops.create_cube(work, size=1)
    bmesh.ops.scale(work, vec=(x, y, z), verts=work.verts)
    if soft:
        bmesh.ops.bevel(work, geom=work.edges[:], offset=min(soft, x * 0.49, y * 0.49, z * 0.49),
                        segments=segments, profile=0.5, affect="EDGES")
    mesh = bpy.data.meshes.new(name)
    work.to_mesh(mesh)
    work.free()
    made = _finish(mesh, name, material, sharp=60, **place)
    made.modifiers.new("normals", "WEIGHTED_NORMAL").keep_sharp = True
    return made


def plate(outline, height, material, soft=0.001, segments=3, holes=(), name="plate", **place):
    """An outline raised to `height` with rounded upper and lower edges; starts at z = 0."""
    flat = bpy.data.curves.new(name, "CURVE")
    flat.dimensions, flat.fill_mode = "2D", "BOTH"
    for line in (outline, *holes):
        part = flat.splines.new("POLY")
        part.points.add(len(line) - 1)
        for point, q in zip(part.points, line):
            point.co = (q[0], q[1], 0, 1)
        part.use_cyclic_u = True
    soft = min(soft, height * 0.49)
    flat.extrude, flat.bevel_depth, flat.bevel_resolution = height / 2 - soft, soft, segments
    flat.offset = -soft
    return _from_curve(flat, name, material, height / 2, place)


def _from_curve(data, name, material, lift, place):
    holder = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(holder)
    mesh = bpy.data.meshes.new_from_object(holder.evaluated_get(bpy.context.evaluated_depsgraph_get()))
    bpy.data.objects.remove(holder)
    mesh.transform(Matrix.Translation((0, 0, lift)))
    mesh.materials.clear()
    return _finish(mesh, name, material, sharp=35, **place)


def letters(text, size, material, font=SERIF, depth=0.0002, spacing=1.0, lead=1.0, align="CENTER",
            name="letters", **place):
    """Raised type in the xy plane, centred on its origin."""
    data = bpy.data.curves.new(name, "FONT")
    data.body, data.size, data.font = text, size, bpy.data.fonts.load(font)
    data.align_x, data.align_y = align, "CENTER"
    data.space_character, data.space_line = spacing, lead
    data.extrude, data.resolution_u = depth / 2, 6
    return _from_curve(data, name, material, 0, place)


def wrap(made, radius):
    """Bends flat work (x across, y up) around a vertical cylinder whose front faces -y."""
    for vertex in made.data.vertices:
        x, y, z = vertex.co
        angle = x / radius
        vertex.co = ((radius + z) * math.sin(angle), -(radius + z) * math.cos(angle), y)
    made.data.update()
    return made


def cushion(x, y, z, material, edge=None, puff=0.25, crease=0.0, seed=1, cuts=28, name="cushion", **place):
    """A stuffed block: rounded edges, swelling faces, faint creases; centred on its origin."""
    edge = min(x, y, z) * 0.45 if edge is None else edge
    work = bmesh.new()
    bmesh.ops.create_cube(work, size=2)
    bmesh.ops.subdivide_edges(work, edges=work.edges[:], cuts=cuts, use_grid_fill=True)
    half = Vector((x / 2, y / 2, z / 2))
    dice = random.Random(seed)
    waves = [(dice.uniform(-30, 30), dice.uniform(-30, 30), dice.uniform(0, 6.3)) for _ in range(5)]
    for vertex in work.verts:
        # Crowd the grid towards the edges, where the curvature is.
        u, v, w = (math.sin(c * math.pi / 2) for c in vertex.co)
        point = Vector((u * half.x, v * half.y, w * half.z))
        core = Vector([max(-h + edge, min(h - edge, c)) for c, h in zip(point, half)])
        away = point - core
        if away.length > 1e-9:
            point = core + away.normalized() * edge
        swell = [puff * (1 - a * a) * (1 - b * b) for a, b in ((v, w), (u, w), (u, v))]
        small = min(half)
        point += Vector([math.copysign(s * small, c) * abs(c) ** 3 for s, c in zip(swell, (u, v, w))])
        point.z += crease * sum(math.sin(a * point.x + b * point.y + c) for a, b, c in waves)
        vertex.co = point
    mesh = bpy.data.meshes.new(name)
    work.to_mesh(mesh)
    work.free()
    return _finish(mesh, name, material, sharp=180, **place)


def piping(x, y, at_z, radius, material, corner, **place):
    """A cord around a cushion's edge."""
    line = [(q[0], q[1], at_z) for q in rounded(x, y, corner, 8)]
    return tube(line, radius, material, closed=True, sides=10, **place)


def weave(radius, low, high, material, rows=24, stakes=32, cord=0.003, flat=1.0, depth=1.0,
          material2=None, seed=1):
    """Basketry: cords that pass before and behind upright stakes; `radius(z)` is the form."""
    dice = random.Random(seed)
    around = stakes * 6
    for row in range(rows):
        z = low + (high - low) * (row + 0.5) / rows
        path = []
        wander = dice.uniform(0, 6.28)
        for k in range(around):
            angle = 2 * math.pi * k / around
            out = cord * depth * math.cos(stakes / 2 * angle + math.pi * row)
            lift = cord * 0.18 * math.sin(3 * angle + wander) + cord * 0.1 * math.sin(17 * angle + wander * 3)
            r = radius(z) + out
            path.append((r * math.cos(angle), r * math.sin(angle), z + lift))
        made = sweep(path, circle(cord, 8, flat), material, closed=True)
        made.location.z = 0
    for k in range(stakes):
        angle = 2 * math.pi * (k + 0.0) / stakes
        path = []
        for i in range(rows * 2 + 1):
            z = low + (high - low) * i / (rows * 2)
            r = radius(z)
            path.append((r * math.cos(angle), r * math.sin(angle), z))
        tube(path, cord * 0.75, material2 or material, sides=8)
