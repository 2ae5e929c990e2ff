using System.Diagnostics;
using System.Net;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;
using SyntheticOps.Checks.Running;
using SyntheticOps.Cli.Output;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Cli.Inspect;

/// <summary>Captures one site and says what was found.</summary>
internal static class InspectOnce
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    public static async Task<int> RunAsync(InspectRequest request, CancellationToken token)
    {
        ResultFile.Verify(request.Json);
        var inspection = await InspectAsync(request, TimeProvider.System, token);
        token.ThrowIfCancellationRequested();
        InspectScreen.Write(Screen.Out, inspection, request.Form);
        await ResultFile.WriteAsync(request.Json, () => InspectDocument.Write(inspection));
        return inspection.Error is null ? Names.ExitCodes.Success : Names.ExitCodes.Failed;
    }

    public static async Task<Inspection> InspectAsync(InspectRequest request, TimeProvider clock, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(request.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        var capture = new SiteCapture(new HttpTransport(new ProbeDialer(clock), clock), clock);
        var site = await capture.CaptureAsync(Target(request), Run(request, clock), either.Token);
        return Inspection.Of(request.Url, site);
    }

    private static CaptureTarget Target(InspectRequest request)
    {
        try
        {
            return new(
                request.Url,
                HeadersCheckType.CounterpartOf(request.Url),
                request.PublicSuffixes is { } suffixes ? new SiteNames(PublicSuffixes.Read(suffixes.FullName)) : SiteNames.Guessed,
                request.Preload is { } preload ? PreloadList.Read(preload.FullName) : null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new CliException(Names.ExitCodes.Configuration, e.Message);
        }
    }

    /// <summary>A site of nobody's: no origin is own, so nothing that identifies a run is sent.</summary>
    private static CheckRun Run(InspectRequest request, TimeProvider clock)
    {
        var id = ActivityTraceId.CreateRandom().ToHexString();
        int[] ports = [request.Url.Port, 80, 443];
        return new()
        {
            RunId = id,
            Definition = new()
            {
                Name = InspectCommand.Name,
                Site = InspectCommand.Name,
                Type = "headers",
                Every = request.Timeout,
                Timeout = request.Timeout,
                Confirm = new Confirmation(1, 1, request.Timeout),
            },
            Site = new()
            {
                Name = InspectCommand.Name,
                DisplayName = request.Url.IdnHost,
                Url = request.Url,
                CaFile = request.Ca?.FullName,
                Reach = request.AllowLoopback ? [.. from network in Loopback from port in ports.Distinct() select new ReachRule(network, port)] : [],
            },
            Trigger = Triggers.Manual,
            Identity = new ProbeIdentity(id, null, clock),
            Artifacts = new NoArtifacts(),
        };
    }

    private sealed class NoArtifacts : IArtifactSink
    {
        public Task AddAsync(string name, string mediaType, ReadOnlyMemory<byte> content, CancellationToken token) => Task.CompletedTask;
    }
}
