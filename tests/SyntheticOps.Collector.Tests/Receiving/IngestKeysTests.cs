using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SyntheticOps.Collector.Receiving;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Configuration;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Collector.Tests.Receiving;

public sealed class IngestKeysTests : IDisposable
{
    private const string Key = "abcdefghijklmnopqrstuvwxyz";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new(Samples.Start);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Bearer abcdefghijklmnopqrstuvwxyz", 0)]
    [InlineData("bearer abcdefghijklmnopqrstuvwxyz", 0)]
    [InlineData("Bearer secondkeysecondkeysecondkey", 0)]
    [InlineData("Bearer abcdefghijklmnopqrstuvwxyy", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("abcdefghijklmnopqrstuvwxyz", 401)]
    [InlineData("Basic abcdefghijklmnopqrstuvwxyz", 401)]
    [InlineData(null, 401)]
    public void Check_Header_Verdict(string? header, int status) =>
        (Keys(Key + ",secondkeysecondkeysecondkey").Check(Request(header))?.HttpStatus ?? 0).ShouldBe(status);

    [Fact]
    public void Check_KeyInQuery_IsNoKey()
    {
        var context = Request(null);
        context.Request.QueryString = new QueryString("?key=" + Key);
        Keys(Key).Check(context)!.HttpStatus.ShouldBe(401);
    }

    [Fact]
    public void Check_TwentyFailuresOfOneAddress_429ForAMinuteButRightKeysPass()
    {
        var keys = Keys(Key);
        for (var i = 0; i < Limits.FailuresPerMinute; i++)
        {
            keys.Check(Request("Bearer no"))!.HttpStatus.ShouldBe(401);
        }

        keys.Check(Request("Bearer no"))!.HttpStatus.ShouldBe(429);
        keys.Check(Request("Bearer no", "192.0.2.2"))!.HttpStatus.ShouldBe(401);
        keys.Check(Request("Bearer " + Key)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(61));
        keys.Check(Request("Bearer no"))!.HttpStatus.ShouldBe(401);
    }

    [Fact]
    public void Constructor_BoundToTheWorldWithoutKey_RefusesToStart() =>
        Should.Throw<StartupException>(() => Keys(null, "http://0.0.0.0:4318")).Message.ShouldContain(Names.Env.IngestKey);

    private IngestKeys Keys(string? keys, string url = "http://127.0.0.1:0")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [Names.Env.Data] = _folder.Path,
            [Names.Env.IngestKey] = keys,
            ["Kestrel:Endpoints:otlp:Url"] = url,
        }).Build();
        using var data = DataFolder.Open(configuration, "collector");
        return new IngestKeys(configuration, data, _clock);
    }

    private static DefaultHttpContext Request(string? authorization, string address = "192.0.2.1")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Headers.Authorization = authorization;
        return context;
    }
}
