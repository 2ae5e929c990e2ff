using SyntheticOps.Prober.Browser;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>Reads a picture by having the browser draw it.</summary>
internal static class Pixels
{
    private const string Draw = """
        async ([data, points]) => {
          const image = new Image(); image.src = 'data:image/jpeg;base64,' + data; await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          return [image.width, image.height, ...points.flatMap(([x, y]) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3))];
        }
        """;

    public static async Task<IReadOnlyList<(int Red, int Green, int Blue)>> ReadAsync(BrowserHost host, byte[] jpeg, IEnumerable<(int X, int Y)> points) =>
        [.. (await AskAsync(host, jpeg, points)).Skip(2).Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2]))];

    public static async Task<(int Width, int Height)> SizeAsync(BrowserHost host, byte[] jpeg)
    {
        var answer = await AskAsync(host, jpeg, []);
        return (answer[0], answer[1]);
    }

    public static bool IsGreen((int Red, int Green, int Blue) pixel) => pixel.Green > 150 && pixel.Red < 100 && pixel.Blue < 100;

    private static async Task<int[]> AskAsync(BrowserHost host, byte[] jpeg, IEnumerable<(int X, int Y)> points)
    {
        await using var lease = (await host.LeaseAsync(CancellationToken.None)).Lease!;
        await using var context = await lease.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        return await page.EvaluateAsync<int[]>(Draw, new object[] { Convert.ToBase64String(jpeg), points.Select(point => new[] { point.X, point.Y }).ToArray() });
    }
}
