using System.Globalization;

namespace Parfumerie.Catalogue;

/// <summary>Stoppers; each sits on a collar at the top of the neck.</summary>
internal static class BottleCaps
{
    public static string Draw(string cap, int neckTop) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <g transform="translate(300 {neckTop})">{Stopper(cap)}
        <rect x="-36" y="-14" width="72" height="20" rx="3" fill="url(#metal)"/><rect x="-36" y="-4" width="72" height="2" fill="#1b0f14" opacity=".35"/></g>
        """);

    private static string Stopper(string cap) => cap switch
    {
        "cylinder" => """<rect x="-46" y="-112" width="92" height="100" rx="5" fill="url(#metal)"/><ellipse cy="-110" rx="44" ry="6" fill="#fff" opacity=".45"/>""",
        "sphere" => """<circle cy="-62" r="52" fill="url(#metal)"/><circle cx="-18" cy="-82" r="15" fill="#fff" opacity=".6" filter="url(#glint)"/><path d="M-46 -40 a52 52 0 0 0 92 0 a60 40 0 0 1 -92 0z" fill="#1b0f14" opacity=".2"/>""",
        "block" => """<rect x="-62" y="-96" width="124" height="84" rx="4" fill="url(#metal)"/><path d="M-62 -84 h124" stroke="#fff" stroke-opacity=".45" stroke-width="2"/>""",
        "disc" => """<rect x="-22" y="-52" width="44" height="40" fill="url(#metal)"/><rect x="-72" y="-80" width="144" height="32" rx="14" fill="url(#metal)"/><rect x="-62" y="-76" width="124" height="5" rx="2" fill="#fff" opacity=".5"/>""",
        "crystal" => """<path d="M-30 -12 l-26 -54 24 -46 h64 l24 46 -26 54z" fill="#fff" fill-opacity=".6"/><path d="M-30 -12 l-26 -54 24 -46 h64 l24 46 -26 54z M-56 -66 h112 M-32 -112 l14 46 -12 54 M32 -112 l-14 46 12 54 M-18 -66 l18 -46 18 46" fill="none" stroke="#fff" stroke-width="2"/><path d="M-50 -64 l20 -40 10 36z" fill="#fff" opacity=".6"/>""",
        "wood" => """<rect x="-50" y="-104" width="100" height="92" rx="12" fill="url(#metal)"/><path d="M-34 -100 q6 40 0 86 M-12 -104 q-8 44 2 92 M14 -104 q8 40 -2 92 M36 -100 q-6 46 2 86" fill="none" stroke="#3a2010" stroke-opacity=".35" stroke-width="2"/>""",
        _ => throw new ArgumentException($"No cap is called {cap}.", nameof(cap)),
    };
}
