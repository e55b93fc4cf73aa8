using Agent.Plugins.Campaigns;
using Agent.Plugins.Friends;
using Agent.Plugins.Menu;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;
using Agent.Plugins.Tests.Campaigns;
using Agent.Plugins.Vouchers;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Plugins.Tests.Payments;

/// <summary>Real threads over a real file: whatever there is one of is used once, by whoever comes first.</summary>
public sealed class RaceTests : IAsyncDisposable
{
    private const int Workers = 64;

    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SellingPlatform _platform = new(new QuotingPlatform("lotus", TimeProvider.System), TimeProvider.System);
    private readonly ServiceProvider _services;

    public RaceTests()
    {
        _database = SqliteDatabase.Open(_folder.File("agent.db"));
        _services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IdSource>(new SeededIds(1))
            .AddSingleton<IDatabase>(_database)
            .AddSingleton<IPlatform>(_platform)
            .AddSingleton<IPaymentGateway>(new OpenGateway())
            .AddSingleton(new PaymentLimits { Velocity = 1000, PerDay = 1_000_000_00 })
            .AddShoppingPlugins()
            .BuildServiceProvider();
    }

    [Fact]
    public async Task One_voucher_is_used_by_one_of_64_payments()
    {
        await WriteAsync(tx => VoucherPurse.Issue(tx, "demo", Vouchers.TestVouchers.Off("WELCOME", 5) with { ValidFrom = DateTimeOffset.MinValue, ValidUntil = DateTimeOffset.MaxValue }));
        var asked = await AskAsync(withVoucher: true, "card");

        var outcomes = await AtOnceAsync(i => PayAsync(asked[i], i));

        outcomes.OfType<ConsentOutcome.Paid>().ShouldHaveSingleItem();
        outcomes.OfType<ConsentOutcome.Refused>().ShouldAllBe(r => r.Refusal.Code == RefusalCode.VoucherUsed);
        _platform.Placed.ShouldBe(1);
        await VerifyAsync();
    }

    [Fact]
    public async Task One_wallet_pays_for_as_many_as_it_holds()
    {
        var asked = await AskAsync(withVoucher: false, "wallet");

        var outcomes = await AtOnceAsync(i => PayAsync(asked[i], i));

        outcomes.OfType<ConsentOutcome.Paid>().Count().ShouldBe(4);
        outcomes.OfType<ConsentOutcome.Refused>().ShouldAllBe(r => r.Refusal.Code == RefusalCode.InsufficientFunds);
        (await ReadAsync(tx => Ledger.Balance(tx, LedgerAccount.Wallet("demo"), "CNY"))).Minor.ShouldBe(2_00);
        await VerifyAsync();
    }

    [Fact]
    public async Task One_consent_is_good_for_one_payment_however_often_it_is_given()
    {
        var asked = (await AskAsync(withVoucher: false, "card"))[0];

        var outcomes = await AtOnceAsync(_ => PayAsync(asked, 0));

        outcomes.OfType<ConsentOutcome.Paid>().ShouldHaveSingleItem();
        _platform.Placed.ShouldBe(1);
    }

    [Fact]
    public async Task A_campaigns_budget_is_given_once()
    {
        await StartAsync(TestCampaigns.Spring.Replace("budget: \"1000.00\"", "budget: \"460.00\"", StringComparison.Ordinal).Replace("hourly: 3", "hourly: 20", StringComparison.Ordinal));

        var claims = await AtOnceAsync(i => _database.WriteAsync(tx => CampaignClaims.ByCode(tx, Ids, $"p{i}", CampaignStore.Find(tx, "spring")!, Language.English, Noon), CancellationToken.None));

        claims.Count(c => c.Succeeded).ShouldBe(10);
        claims.Where(c => !c.Succeeded).ShouldAllBe(c => c.Refusal!.Code == RefusalCode.CampaignSpent);
        await VerifyAsync();
    }

    [Fact]
    public async Task One_friend_is_brought_once_and_thanks_are_given_to_their_bound()
    {
        await StartAsync(TestCampaigns.Spring);
        var link = (await _database.WriteAsync(tx => InviteBook.Invite(tx, Turn("ann", 0), new ShopLinks()), CancellationToken.None)).Value!.Link;

        var same = await AtOnceAsync(i => _database.WriteAsync(tx => InviteBook.Open(tx, Turn("ben", i), ShopLinks.Read(link)), CancellationToken.None));
        var others = await AtOnceAsync(i => _database.WriteAsync(tx => InviteBook.Open(tx, Turn($"friend{i}", i), ShopLinks.Read(link)), CancellationToken.None));

        same.Count(c => c.Succeeded).ShouldBe(1);
        others.Count(c => c.Succeeded).ShouldBeGreaterThan(2);
        (await ReadAsync(tx => VoucherPurse.List(tx, "ann"))).Count.ShouldBe(2);
        (await ReadAsync(tx => VoucherPurse.List(tx, "ben"))).Count.ShouldBe(1);
        await VerifyAsync();
    }

    [Fact]
    public async Task What_is_acknowledged_is_there_for_everybody_at_once()
    {
        var seen = await AtOnceAsync(async i =>
        {
            for (var n = 0; n < 20; n++)
            {
                var reference = $"topup:{i}:{n}";
                await _database.WriteAsync(tx => Ledger.TopUp(tx, $"p{i}", new Money(1, "CNY"), reference, Noon), CancellationToken.None);
                if (!await ReadAsync(tx => tx.QueryFirst("SELECT 1 FROM postings WHERE reference = $1", row => row.Flag(0), reference))) return false;
            }

            return true;
        });

        seen.ShouldAllBe(s => s);
    }

    private static DateTimeOffset Noon => VirtualTime.Noon;

    private IdSource Ids => _services.GetRequiredService<IdSource>();

    /// <summary>One question in each of 64 conversations; the wallet holds enough for four.</summary>
    private async Task<ConsentRequest[]> AskAsync(bool withVoucher, string method)
    {
        await WriteAsync(tx => Ledger.TopUp(tx, "demo", new Money(100_00, "CNY"), "topup", Noon));
        var asked = new ConsentRequest[Workers];
        for (var i = 0; i < Workers; i++)
        {
            var quote = Offer($"qt_{i}", withVoucher);
            var turn = Turn("demo", i);
            await WriteAsync(tx =>
            {
                QuoteStore.Save(tx, "demo", turn.ConversationId, [quote]);
                return true;
            });
            var question = await ActivatorUtilities.CreateInstance<PaymentPlugin>(_services, turn).RequestPayment(quote.Id, method);
            asked[i] = question.Value.ShouldNotBeNull(question.Refusal?.ToString()).Consent;
        }

        return asked;
    }

    private Task<ConsentOutcome> PayAsync(ConsentRequest asked, int worker) => _services.GetRequiredService<Consents>().DecideAsync(Turn("demo", worker), asked.Id, approved: true, CancellationToken.None);

    private static Quote Offer(string id, bool withVoucher) => new()
    {
        Id = id,
        PlatformId = "lotus",
        PlatformName = "Lotus",
        StoreId = "taro-house",
        StoreName = "Taro House",
        Payee = "Lotus · Taro House",
        Lines = [new QuoteLine("taro", "Taro milk tea", [], [], 1, new Money(withVoucher ? 29_50 : 24_50, "CNY"), AllergenInfo.Unknown)],
        Fees = [],
        Discounts = withVoucher ? [new Discount("WELCOME", "Welcome", new Money(5_00, "CNY"), Funder.Campaign)] : [],
        Total = new Money(24_50, "CNY"),
        Delivery = new QuoteDelivery(true, null, "Pick-up", "1 Lake Road", TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddMinutes(30)),
        Substitution = Substitution.Refund,
        ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
    };

    private TurnContext Turn(string person, int conversation) => new()
    {
        PersonId = person,
        ConversationId = $"cnv_{conversation}",
        TurnId = "trn_1",
        Language = Language.English,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        Clock = person == "demo" ? TimeProvider.System : new VirtualTime(),
        Ids = Ids,
    };

    private Task StartAsync(string yaml) => new CampaignDesk(_database, new VirtualTime(), Ids).StartAsync(TestCampaigns.Read(yaml), CancellationToken.None);

    /// <summary>On threads of their own, all let go in the same moment.</summary>
    private static async Task<T[]> AtOnceAsync<T>(Func<int, Task<T>> act)
    {
        using var start = new Barrier(Workers);
        return await Task.WhenAll(Enumerable.Range(0, Workers).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return act(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
    }

    private Task<bool> WriteAsync(Func<ITransaction, bool> unit) => _database.WriteAsync(unit, CancellationToken.None);

    private Task<T> ReadAsync<T>(Func<ITransaction, T> unit) => _database.ReadAsync(unit, CancellationToken.None);

    private async Task VerifyAsync() => (await ReadAsync(Ledger.Verify)).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
