namespace Parfumerie.Catalogue;

/// <summary>A silhouette that stands on y = 638 around x = 300.</summary>
/// <param name="Outline">The glass.</param>
/// <param name="Inner">The room for the liquid.</param>
/// <param name="Facets">Edges cut into the glass; may be empty.</param>
/// <param name="Shine">The highlight on the left.</param>
/// <param name="HalfWidth">Half of the widest width.</param>
/// <param name="NeckTop">Where the cap sits.</param>
/// <param name="Level">Surface of the liquid.</param>
/// <param name="LabelTop">Where the label begins.</param>
internal sealed record BottleShape(
    string Outline, string Inner, string Facets, string Shine, int HalfWidth, int NeckTop, int Level, int LabelTop);

/// <summary>The seven flacons of the house.</summary>
internal static class BottleShapes
{
    private static readonly Dictionary<string, BottleShape> All = new()
    {
        ["column"] = new(
            "M262 250 h76 v22 q72 4 72 52 v286 q0 28 -28 28 h-164 q-28 0 -28 -28 v-286 q0 -48 72 -52z",
            "M270 262 h60 v20 q68 4 68 46 v276 q0 20 -20 20 h-156 q-20 0 -20 -20 v-276 q0 -42 68 -46z",
            "", "M206 336 q0 -22 22 -30 v280 q-22 -8 -22 -30z", 110, 250, 318, 384),
        ["square"] = new(
            "M258 290 h84 v24 h84 q24 0 24 24 v276 q0 24 -24 24 h-252 q-24 0 -24 -24 v-276 q0 -24 24 -24 h84z",
            "M268 300 h64 v30 h84 q16 0 16 16 v256 q0 18 -18 18 h-228 q-18 0 -18 -18 v-256 q0 -16 16 -16 h84z",
            "M150 338 l24 24 v236 l-24 24 M450 338 l-24 24 v236 l24 24", "M180 352 h18 v236 h-18z", 150, 290, 362, 404),
        ["round"] = new(
            "M268 248 h64 v32 a180 180 0 0 1 66 338 q-10 20 -34 20 h-128 q-24 0 -34 -20 a180 180 0 0 1 66 -338z",
            "M276 258 h48 v32 a168 168 0 0 1 62 316 q-10 16 -30 16 h-112 q-20 0 -30 -16 a168 168 0 0 1 62 -316z",
            "", "M152 470 a152 152 0 0 1 88 -150 a210 210 0 0 0 -50 236 a140 140 0 0 1 -38 -86z", 180, 248, 344, 392),
        ["drop"] = new(
            "M276 226 h48 v30 q6 60 66 132 q50 62 50 120 q0 130 -110 130 h-60 q-110 0 -110 -130 q0 -58 50 -120 q60 -72 66 -132z",
            "M284 236 h32 v22 q6 66 66 138 q46 58 46 112 q0 116 -100 116 h-56 q-100 0 -100 -116 q0 -54 46 -112 q60 -72 66 -138z",
            "", "M178 508 q0 -48 42 -100 q-14 72 0 166 q-42 -12 -42 -66z", 140, 226, 372, 440),
        ["arch"] = new(
            "M264 244 h72 v24 q94 30 94 140 v206 q0 24 -24 24 h-212 q-24 0 -24 -24 v-206 q0 -110 94 -140z",
            "M272 254 h56 v22 q90 32 90 136 v194 q0 18 -18 18 h-200 q-18 0 -18 -18 v-194 q0 -104 90 -136z",
            "M190 616 v-204 q0 -80 62 -116 M410 616 v-204 q0 -80 -62 -116", "M196 420 q0 -60 34 -92 v262 h-34z", 130, 244, 334, 400),
        ["flask"] = new(
            "M266 262 h68 v28 l84 62 q26 20 26 48 l-22 214 q-2 24 -26 24 h-192 q-24 0 -26 -24 l-22 -214 q0 -28 26 -48 l84 -62z",
            "M274 272 h52 v24 l82 66 q22 16 22 40 l-20 200 q-2 20 -20 20 h-180 q-18 0 -20 -20 l-20 -200 q0 -24 22 -40 l82 -66z",
            "M182 352 l38 32 -14 238 M418 352 l-38 32 14 238", "M178 400 l30 -24 -10 224 q-6 0 -8 -12z", 144, 262, 350, 404),
        ["facet"] = new(
            "M262 268 h76 v26 l66 34 40 72 v150 l-40 88 h-208 l-40 -88 v-150 l40 -72 66 -34z",
            "M272 278 h56 v26 l66 32 38 68 v140 l-36 80 h-192 l-36 -80 v-140 l38 -68 66 -32z",
            "M156 400 l58 -8 48 -98 M444 400 l-58 -8 -48 -98 M214 392 v166 l-58 -8 M386 392 v166 l58 -8 M214 558 l-18 80 M386 558 l18 80 M214 392 h172 M214 558 h172",
            "M166 410 l40 -6 v140 l-40 -4z", 144, 268, 346, 402),
    };

    public static BottleShape Get(string name) => All[name];
}
