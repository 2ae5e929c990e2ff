using System.Text;

namespace Parfumerie.Catalogue;

/// <summary>What stands behind the bottle. Places are drawn from the slug, so a picture never changes.</summary>
internal static class Motifs
{
    public static string Draw(string motif, string slug)
    {
        // A small generator of our own: System.Random's sequence for a seed is not promised between versions.
        var dice = new Dice(slug);
        return motif switch
        {
            "moon" => """<circle cx="438" cy="150" r="62" fill="#fff" fill-opacity=".5" stroke="none"/><circle cx="438" cy="150" r="92" opacity=".35"/><circle cx="438" cy="150" r="126" opacity=".2"/>""" + Scatter(dice, 26, 420, Star),
            "sun" => Rays() + """<circle cx="300" cy="250" r="150" fill="#fff" fill-opacity=".22" stroke="none"/>""",
            "petals" => Flower(112, 196, 92, 7) + Flower(496, 268, 74, 6) + Flower(468, 92, 52, 6),
            "rose" => Rose(120, 170, 96) + Rose(486, 240, 78) + Scatter(dice, 9, 560, Petal),
            "waves" => Waves(),
            "leaves" => Branch(96, 600, 1) + Branch(504, 600, -1),
            "citrus" => Slice(118, 190, 84) + Slice(486, 258, 96) + Slice(440, 84, 46),
            "rings" => Rings(),
            "rain" => Scatter(dice, 54, 590, Drop),
            "smoke" => Smoke(),
            "blossom" => Scatter(dice, 60, 590, Pompon),
            "frost" => Scatter(dice, 16, 560, Flake),
            _ => throw new ArgumentException($"No motif is called {motif}.", nameof(motif)),
        };
    }

    private static string Scatter(Dice dice, int count, int floor, Func<double, double, double, string> one)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(one(20 + dice.Next() * 560, 20 + dice.Next() * (floor - 20), dice.Next()));
        }

        return text.ToString();
    }

    private static string Star(double x, double y, double share) =>
        Svg($"""<circle cx="{x:0}" cy="{y:0}" r="{1 + share * 2.4:0.0}" fill="#fff" fill-opacity=".8" stroke="none"/>""");

    private static string Petal(double x, double y, double share) =>
        Svg($"""<path transform="translate({x:0} {y:0}) rotate({share * 360:0})" d="M0 0 q18 -14 34 0 q-18 16 -34 0z" fill="#fff" fill-opacity=".25" stroke="none"/>""");

    private static string Drop(double x, double y, double share) =>
        Svg($"""<path d="M{x:0} {y:0} l-9 {24 + share * 34:0}" stroke-width="2" opacity="{.25 + share * .4:0.00}"/>""");

    private static string Pompon(double x, double y, double share) =>
        Svg($"""<circle cx="{x:0}" cy="{y:0}" r="{6 + share * 15:0.0}" fill="#fff3b8" fill-opacity="{.35 + share * .4:0.00}" stroke="#fff" stroke-opacity=".6" stroke-dasharray="1 3" stroke-width="3"/>""");

    private static string Flake(double x, double y, double share)
    {
        var arms = string.Concat(Enumerable.Range(0, 6).Select(arm =>
            Svg($"""<path transform="rotate({arm * 60})" d="M0 0 V-40 M0 -16 l-9 -9 M0 -16 l9 -9 M0 -27 l-8 -8 M0 -27 l8 -8"/>""")));
        return Svg($"""<g transform="translate({x:0} {y:0}) scale({.35 + share * .85:0.00})" stroke-width="2.4" opacity="{.45 + share * .5:0.00}">{arms}</g>""");
    }

    private static string Flower(int x, int y, int size, int petals) => Svg($"""<g transform="translate({x} {y})" stroke-width="1.5">{string.Concat(Enumerable.Range(0, petals).Select(i =>
        Svg($"""<path transform="rotate({360.0 / petals * i:0})" d="M0 0 C{-size * .5:0} {-size * .5:0} {-size * .35:0} {-size} 0 {-size} C{size * .35:0} {-size} {size * .5:0} {-size * .5:0} 0 0z" fill="#fff" fill-opacity=".28"/>""")))}<circle r="{size / 7}" fill="#fff" fill-opacity=".8" stroke="none"/></g>""");

    private static string Rose(int x, int y, int size) => Svg($"""<g transform="translate({x} {y})" stroke-width="2">{string.Concat(Enumerable.Range(1, 5).Select(ring =>
        Svg($"""<circle r="{size * ring / 5}" fill="#fff" fill-opacity=".07" stroke-dasharray="{size * ring * .9:0} {size * .16:0}" transform="rotate({ring * 67})" opacity="{1.1 - ring * .15:0.00}"/>""")))}</g>""");

    private static string Slice(int x, int y, int size) => Svg($"""<g transform="translate({x} {y})"><circle r="{size}" fill="#fff" fill-opacity=".35" stroke-width="5"/>{string.Concat(Enumerable.Range(0, 8).Select(i =>
        Svg($"""<path transform="rotate({i * 45})" d="M0 {-size * .12:0} L{-size * .27:0} {-size * .74:0} Q0 {-size * 1.0:0} {size * .27:0} {-size * .74:0}z" fill="#f7c04a" fill-opacity=".55" stroke="none"/>""")))}</g>""");

    private static string Rays() => string.Concat(Enumerable.Range(0, 36).Select(i =>
        Svg($"""<path transform="rotate({i * 10} 300 250)" d="M300 {(i % 2 == 0 ? 82 : 64)} V{(i % 2 == 0 ? -40 : 20)}" stroke-width="{(i % 2 == 0 ? 2 : 1)}" opacity=".45"/>""")));

    private static string Waves() => """<circle cx="146" cy="132" r="58" fill="#fff" fill-opacity=".55" stroke="none"/>""" + string.Concat(Enumerable.Range(0, 12).Select(i =>
        Svg($"""<path d="M-40 {270 + i * 28} q55 {-20 + i} 110 0 t110 0 t110 0 t110 0 t110 0 t110 0" stroke-width="{1 + i * .2:0.0}" opacity="{.25 + i * .035:0.00}"/>""")));

    private static string Rings() => string.Concat(Enumerable.Range(1, 13).Select(i =>
        Svg($"""<ellipse cx="300" cy="340" rx="{i * 32}" ry="{i * 30}" transform="rotate({i * 7} 300 340)" stroke-width="{1 + i % 3}" opacity="{.55 - i * .03:0.00}"/>""")));

    private static string Smoke() => string.Concat(Enumerable.Range(0, 9).Select(i =>
        Svg($"""<path d="M{200 + i * 25} 640 C{120 + i * 46} 480 {460 - i * 44} 340 {150 + i * 40} 190 S{380 - i * 22} 60 {210 + i * 24} -20" stroke-width="{1 + i % 3 * 1.6:0.0}" opacity="{.16 + i % 4 * .1:0.00}"/>""")));

    private static string Branch(int x, int y, int side) => Svg($"""<g transform="translate({x} {y}) scale({side} 1)" stroke-width="2"><path d="M0 0 C-10 -180 -30 -340 40 -540"/>{string.Concat(Enumerable.Range(0, 9).Select(i =>
        Svg($"""<path transform="translate({-8 - 14 * Math.Sin(i / 3.0) + (i > 6 ? (i - 6) * 16 : 0):0} {-60 - i * 54}) rotate({(i % 2 == 0 ? 50 : -50)})" d="M0 0 q-26 -44 0 -92 q26 48 0 92z M0 0 V-78" fill="#fff" fill-opacity=".24"/>""")))}</g>""");

    private static string Svg(FormattableString text) => FormattableString.Invariant(text);
}
