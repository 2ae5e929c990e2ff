using Microsoft.Extensions.Logging.Abstractions;
using SyntheticOps.Gateway.Webhooks;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class WebhookStoreTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Add_Reopened_IsThereByteForByte()
    {
        var webhook = Webhook("evt_1", [0, 255, 10, 13, 34]);
        Open().Add(webhook).ShouldBe(StoreResult.Stored);

        var store = Open();
        var entry = store.Oldest("stripe").ShouldNotBeNull();
        var read = store.Read(entry).ShouldNotBeNull();
        read.Body.ShouldBe(webhook.Body);
        read.Headers["X"].ShouldBe(["a", "b"]);
        read.Signature.ShouldBe("t=1,v1=00");
        store.Bytes.ShouldBe(new FileInfo(Files().Single()).Length);
    }

    [Fact]
    public void Add_Files_AreTheOwnersAlone()
    {
        Open().Add(Webhook("evt_1"));

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Files().Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(_data.File("webhooks")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Add_SameEvent_IsKnownUntilDeletedAndAfterDelivery()
    {
        var store = Open();
        store.Add(Webhook("evt_1")).ShouldBe(StoreResult.Stored);
        store.Add(Webhook("evt_1")).ShouldBe(StoreResult.Known);

        store.Delete(store.Oldest("stripe")!);
        store.Add(Webhook("evt_1")).ShouldBe(StoreResult.Stored);

        store.Delivered(store.Oldest("stripe")!);
        store.Add(Webhook("evt_1")).ShouldBe(StoreResult.Known);
        store.HasWaiting("stripe").ShouldBeFalse();
        Files().ShouldBeEmpty();
    }

    [Fact]
    public void Add_BeyondTheBytes_IsFullUntilOneLeaves()
    {
        var size = Webhook("evt_1").Encode().Length;
        var store = Open(size * 2);
        store.Add(Webhook("evt_1")).ShouldBe(StoreResult.Stored);
        store.Add(Webhook("evt_2")).ShouldBe(StoreResult.Stored);
        store.Add(Webhook("evt_3")).ShouldBe(StoreResult.Full);

        store.Delete(store.Oldest("stripe")!);

        store.Add(Webhook("evt_3")).ShouldBe(StoreResult.Stored);
    }

    [Fact]
    public void Open_EveryTruncationAndBitFlip_IsPutAsideAndTheOthersStay()
    {
        var store = Open();
        store.Add(Webhook("evt_1"));
        store.Add(Webhook("evt_2"));
        var file = Files().First();
        var whole = File.ReadAllBytes(file);
        for (var at = 0; at < whole.Length; at += 7)
        {
            StoredWebhook.Decode(whole.AsSpan(0, at)).ShouldBeNull();
            var flipped = whole.ToArray();
            flipped[at] ^= 1;
            StoredWebhook.Decode(flipped).ShouldBeNull();
        }

        File.WriteAllBytes(file, whole[..^1]);
        File.WriteAllText(_data.File("webhooks/0000000000000009.part"), "never acknowledged");
        var reopened = Open();

        reopened.Damaged.ShouldBe(1);
        reopened.Entries.Select(entry => entry.EventId).ShouldBe(["evt_2"]);
        Directory.GetFiles(_data.File("webhooks")).Select(Path.GetExtension).Order().ShouldBe([".damaged", ".webhook"]);
    }

    [Fact]
    public void Mark_Dead_StaysDeadAndComesBackInItsPlace()
    {
        var store = Open();
        store.Add(Webhook("evt_1"));
        store.Add(Webhook("evt_2"));
        store.Mark(store.Oldest("stripe")!, "status 400");

        store.Oldest("stripe")!.EventId.ShouldBe("evt_2");
        var reopened = Open();
        reopened.Entries[0].IsDead.ShouldBeTrue();
        reopened.Entries[0].Problem.ShouldBe("status 400");

        reopened.Mark(reopened.Entries[0], null);
        reopened.Oldest("stripe")!.EventId.ShouldBe("evt_1");
    }

    [Fact]
    public async Task Add_ManyAtOnce_AllAreThere()
    {
        var store = Open();

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (i, _) =>
        {
            store.Add(Webhook($"evt_{i}")).ShouldBe(StoreResult.Stored);
            return ValueTask.CompletedTask;
        });

        Open().Entries.Select(entry => entry.EventId).Distinct().Count().ShouldBe(200);
    }

    private static StoredWebhook Webhook(string eventId, byte[]? body = null) => new()
    {
        Id = Guid.NewGuid().ToString("N"),
        Route = "stripe",
        EventId = eventId,
        Received = FakeClock.AtNoon().GetUtcNow(),
        ProxyRoute = "shop",
        Scheme = "http",
        Host = "shop.example",
        Path = "/api/webhooks/stripe",
        Query = "",
        Headers = new() { ["X"] = ["a", "b"] },
        Signature = "t=1,v1=00",
        Body = body ?? [1, 2, 3],
    };

    private WebhookStore Open(long maximum = 1_000_000) =>
        new(new WebhookFolder(_data.File("webhooks")), maximum, NullLogger<WebhookStore>.Instance);

    private string[] Files() => [.. Directory.GetFiles(_data.File("webhooks"), "*.webhook").Order()];
}
