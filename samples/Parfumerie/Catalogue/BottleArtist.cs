using System.Globalization;
using System.Text.Encodings.Web;

namespace Parfumerie.Catalogue;

/// <summary>Draws the picture of a perfume as SVG, 600 x 750, the same each time. Presentation attributes only: no style, no script.</summary>
internal static class BottleArtist
{
    public static string Draw(Perfume perfume)
    {
        var bottle = perfume.Bottle;
        var shape = BottleShapes.Get(bottle.Shape);
        var name = HtmlEncoder.Default.Encode(perfume.Name);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 750" role="img" aria-label="{name}">
            {Definitions(bottle, shape)}
            <rect width="600" height="750" fill="url(#back)"/>
            <g fill="none" stroke="{bottle.Ink}" stroke-linecap="round">{Motifs.Draw(bottle.Motif, perfume.Slug)}</g>
            <rect y="600" width="600" height="150" fill="url(#table)"/>
            <g transform="translate(300 638) scale(1.14) translate(-300 -638)">
            <ellipse cx="300" cy="640" rx="{shape.HalfWidth + 60}" ry="20" fill="#1b0f14" opacity=".34" filter="url(#soft)"/>
            <g transform="translate(0 1276) scale(1 -1)" opacity=".2" mask="url(#fade)"><path d="{shape.Outline}" fill="url(#liquid)"/></g>
            {BottleCaps.Draw(bottle.Cap, shape.NeckTop)}
            <path d="{shape.Outline}" fill="#fff" fill-opacity=".42"/>
            <g clip-path="url(#inner)">
            <rect y="{shape.Level}" width="600" height="{650 - shape.Level}" fill="url(#liquid)"/>
            <ellipse cx="300" cy="{shape.Level}" rx="{shape.HalfWidth}" ry="7" fill="#fff" opacity=".4"/>
            <rect width="600" height="750" fill="url(#round)"/>
            <path d="M292 {shape.NeckTop} h16 V600 h-16z" fill="#fff" opacity=".1"/>
            </g>
            <path d="{shape.Outline}" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="3"/>
            <path d="{shape.Facets}" fill="none" stroke="#fff" stroke-opacity=".38" stroke-width="2"/>
            <path d="{shape.Shine}" fill="#fff" opacity=".5" filter="url(#glint)"/>
            {Label(perfume, shape)}
            </g></svg>
            """);
    }

    private static string Definitions(Bottle bottle, BottleShape shape) => string.Create(CultureInfo.InvariantCulture, $"""
        <defs>
        <radialGradient id="back" cx=".5" cy=".42" r=".75"><stop offset="0" stop-color="{bottle.Backdrop[0]}"/><stop offset="1" stop-color="{bottle.Backdrop[1]}"/></radialGradient>
        <linearGradient id="table" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".3"/><stop offset=".12" stop-color="#fff" stop-opacity=".12"/><stop offset="1" stop-color="#1b0f14" stop-opacity=".22"/></linearGradient>
        <linearGradient id="liquid" x2="0" y2="1"><stop offset="0" stop-color="{bottle.Liquid[0]}"/><stop offset="1" stop-color="{bottle.Liquid[1]}"/></linearGradient>
        <linearGradient id="metal"><stop offset="0" stop-color="{bottle.Metal[1]}"/><stop offset=".22" stop-color="{bottle.Metal[0]}"/><stop offset=".45" stop-color="{bottle.Metal[1]}"/><stop offset=".7" stop-color="{bottle.Metal[0]}"/><stop offset="1" stop-color="{bottle.Metal[1]}"/></linearGradient>
        <linearGradient id="round"><stop offset="{Edge(shape, -1)}" stop-color="#1b0f14" stop-opacity=".4"/><stop offset="{Edge(shape, -.72)}" stop-color="#fff" stop-opacity=".28"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="{Edge(shape, .7)}" stop-color="#1b0f14" stop-opacity=".06"/><stop offset="{Edge(shape, 1)}" stop-color="#1b0f14" stop-opacity=".42"/></linearGradient>
        <linearGradient id="dim" x2="0" y2="1"><stop offset=".82" stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>
        <mask id="fade"><rect width="600" height="750" y="500" fill="url(#dim)"/></mask>
        <clipPath id="inner"><path d="{shape.Inner}"/></clipPath>
        <filter id="soft" x="-30%" y="-200%" width="160%" height="500%"><feGaussianBlur stdDeviation="12"/></filter>
        <filter id="glint"><feGaussianBlur stdDeviation="2"/></filter>
        </defs>
        """);

    /// <summary>Where a share of the half width lies on the 600 wide gradient, 0 to 1.</summary>
    private static string Edge(BottleShape shape, double share) =>
        (0.5 + share * shape.HalfWidth / 600).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Label(Perfume perfume, BottleShape shape)
    {
        var y = shape.LabelTop;
        var lines = perfume.Name.Split(' ', 2);
        var words = string.Concat(lines.Select((line, i) => string.Create(CultureInfo.InvariantCulture,
            $"""<text x="300" y="{y + 62 + i * 34}" font-size="{(line.Length > 10 ? 21 : 27)}">{HtmlEncoder.Default.Encode(line)}</text>""")));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <rect x="220" y="{y}" width="160" height="144" rx="2" fill="#fffaf1"/>
            <rect x="227" y="{y + 7}" width="146" height="130" fill="none" stroke="url(#metal)" stroke-width="1.5"/>
            <g fill="#3a2230" text-anchor="middle" font-family="Cormorant Garamond, Garamond, Baskerville, Palatino, Liberation Serif, Georgia, serif">
            <text x="300" y="{y + 30}" font-size="9" letter-spacing="2.2">THE PARFUMERIEE</text>{words}
            <text x="300" y="{y + 124}" font-size="9" letter-spacing="2">PARIS</text></g>
            """);
    }
}
