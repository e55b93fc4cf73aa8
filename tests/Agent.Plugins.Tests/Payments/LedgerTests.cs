using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Agent.Plugins.Tests.Payments;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset At = VirtualTime.Noon;

    [Fact]
    public async Task A_top_up_happens_once_by_its_reference()
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);

        (await Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(50_00), "seed", At))).ShouldBeTrue();
        (await Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(50_00), "seed", At.AddDays(1)))).ShouldBeFalse();

        (await Write(database, tx => Ledger.Balance(tx, LedgerAccount.Wallet("demo"), "CNY"))).ShouldBe(Yuan(50_00));
        (await Write(database, tx => Ledger.Entries(tx, LedgerAccount.Wallet("demo"), 10))).ShouldHaveSingleItem().Kind.ShouldBe(PostingKind.TopUp);
        (await Write(database, Ledger.Verify)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reference_never_stands_for_two_things()
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        await Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(50_00), "seed", At));

        await Should.ThrowAsync<InvalidOperationException>(() => Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(60_00), "seed", At)));
    }

    [Fact]
    public async Task A_posting_that_does_not_balance_is_not_made()
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);

        await Should.ThrowAsync<InvalidOperationException>(() => Write(database, tx => Ledger.Post(tx, "bad", PostingKind.Refund, null, At, [new("a", Yuan(1)), new("b", new Money(-1, "EUR"))])));

        (await Write(database, tx => tx.Query("SELECT number FROM postings", row => row.Number(0)))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE entries SET minor = 1")]
    [InlineData("DELETE FROM entries")]
    [InlineData("UPDATE postings SET reference = 'other'")]
    [InlineData("DELETE FROM postings")]
    [InlineData("REPLACE INTO entries (number, posting, account, minor, currency) VALUES (1, 1, 'person:demo:wallet', 1, 'CNY')")]
    [InlineData("REPLACE INTO postings (number, reference, kind, at) VALUES (1, 'other', 'TopUp', 0)")]
    public async Task What_is_written_stays(string sql)
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        await Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(50_00), "seed", At));

        (await Should.ThrowAsync<ShopException>(() => Write(database, tx => tx.Execute(sql)))).Message.ShouldContain("append-only");

        (await Write(database, tx => Ledger.Balance(tx, LedgerAccount.Wallet("demo"), "CNY"))).ShouldBe(Yuan(50_00));
    }

    [Fact]
    public async Task Verifying_names_what_is_wrong()
    {
        await using var database = SqliteDatabase.Open(SqliteDatabase.Memory);
        await Write(database, tx => Ledger.TopUp(tx, "demo", Yuan(50_00), "seed", At));
        await Write(database, tx => tx.Execute("INSERT INTO entries (posting, account, minor, currency) VALUES (1, 'person:demo:hold', -7, 'CNY')"));

        (await Write(database, Ledger.Verify)).ShouldBe(["posting seed sums to -7 minor CNY instead of zero", "account person:demo:hold is overdrawn by 7 minor CNY"]);
    }

    [Fact]
    public void Whatever_is_posted_everything_together_is_nothing()
    {
        string[] accounts = [LedgerAccount.Bank, LedgerAccount.Gateway, LedgerAccount.Campaign, LedgerAccount.Payable("lotus"), LedgerAccount.Payable("panda")];
        var moves = (from a in Gen.Elements(accounts) from b in Gen.Elements(accounts) from minor in Gen.Choose(-100_000, 100_000) from currency in Gen.Elements("CNY", "EUR") from reference in Gen.Choose(0, 30) select (a, b, minor, currency, reference)).ListOf();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50).WithReplay(20260206, 1), Prop.ForAll(moves.ToArbitrary(), Holds));

        bool Holds(List<(string A, string B, int Minor, string Currency, int Reference)> history)
        {
            using var database = new Sync(SqliteDatabase.Open(SqliteDatabase.Memory));
            var expected = accounts.ToDictionary(a => a, _ => 0L);
            foreach (var (a, b, minor, currency, number) in history)
            {
                var reference = $"{number}:{a}:{b}:{minor}:{currency}";
                var amount = new Money(minor, currency);
                if (!database.Write(tx => Ledger.Post(tx, reference, PostingKind.Payment, null, At, [new(a, amount), new(b, -amount)])) || currency != "CNY") continue;
                expected[a] += minor;
                expected[b] -= minor;
            }

            return database.Write(Ledger.Verify).Count == 0
                && database.Write(tx => tx.Query("SELECT sum(minor) FROM entries GROUP BY currency", row => row.Number(0))).All(sum => sum == 0)
                && accounts.All(a => database.Write(tx => Ledger.Balance(tx, a, "CNY")).Minor == expected[a]);
        }
    }

    private static Money Yuan(long minor) => new(minor, "CNY");

    private static Task<T> Write<T>(SqliteDatabase database, Func<ITransaction, T> unit) => database.WriteAsync(unit, CancellationToken.None);

    private sealed class Sync(SqliteDatabase database) : IDisposable
    {
        public T Write<T>(Func<ITransaction, T> unit) => database.WriteAsync(unit, CancellationToken.None).GetAwaiter().GetResult();

        public void Dispose() => database.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
