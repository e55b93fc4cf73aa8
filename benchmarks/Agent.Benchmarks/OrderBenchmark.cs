using System.Diagnostics;
using System.Globalization;
using Agent.Plugins;
using Agent.Plugins.Baskets;
using Agent.Plugins.Payments;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Benchmarks;

/// <summary>Whole orders through the library, durable: priced, asked for, agreed to, paid, placed and recorded. Beside them, in the same run, bare transactions that write the same rows.</summary>
/// <remarks>What an order writes is recorded once, statement by statement, and then repeated with other keys. Rounds alternate in which of the two comes first; each has a file of its own.</remarks>
internal static class OrderBenchmark
{
    private const int Rounds = 5;
    private static readonly int[] Workers = [1, 16, 64];
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 300_000];

    public static async Task RunAsync()
    {
        using var folder = new TempFolder();
        var recorded = await RecordAsync(folder.File("recorded.db"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an order is {recorded.Count} transactions with {recorded.Sum(t => t.Count)} statements that write"));
        Console.WriteLine("orders a second, durable: median of interleaved rounds");
        Console.WriteLine("  workers  orders   bare transactions   ratio");
        foreach (var workers in Workers)
        {
            var pairs = new List<(double Orders, double Bare)>();
            for (var round = 0; round <= Rounds; round++)
            {
                var count = Math.Max(120, workers * 12);
                var name = string.Create(CultureInfo.InvariantCulture, $"{workers}-{round}");
                var (orders, bare) = (0.0, 0.0);
                if (round % 2 == 0) orders = await OrdersAsync(folder.File($"orders-{name}.db"), workers, count);
                bare = await BareAsync(folder.File($"bare-{name}.db"), recorded, workers, count);
                if (round % 2 == 1) orders = await OrdersAsync(folder.File($"orders-{name}.db"), workers, count);
                // The first of each warms up.
                if (round > 0) pairs.Add((orders, bare));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {workers,7}  {Median(pairs.Select(p => p.Orders)),6:0}   {Median(pairs.Select(p => p.Bare)),17:0}   {Median(pairs.Select(p => p.Orders / p.Bare)),5:0.00}"));
        }

        Console.WriteLine("The campaign of 6 February took about 310 orders a second on average.");
        await GrowAsync(folder.File("grown.db"));
    }

    private static async Task<double> OrdersAsync(string path, int workers, int count)
    {
        await using var shop = new BenchmarkShop(SqliteDatabase.Open(path));
        return await MeasureAsync(workers, count, (_, _) => shop.OrderAsync());
    }

    private static async Task<double> BareAsync(string path, IReadOnlyList<IReadOnlyList<Statement>> order, int workers, int count)
    {
        await using var database = SqliteDatabase.Open(path);
        return await MeasureAsync(workers, count, async (worker, number) =>
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"{worker}.{number}.");
            foreach (var transaction in order)
            {
                await database.WriteAsync(
                    tx =>
                    {
                        foreach (var statement in transaction) statement.Execute(tx, mark);
                        return true;
                    },
                    CancellationToken.None);
            }
        });
    }

    /// <summary>The cost of an order while the database grows; each point is the median of short rounds.</summary>
    private static async Task GrowAsync(string path)
    {
        Console.WriteLine();
        Console.WriteLine("what an order costs as the database grows (16 workers, ms an order)");
        await using var shop = new BenchmarkShop(SqliteDatabase.Open(path));
        var (there, first) = (0, 0.0);
        foreach (var size in Sizes)
        {
            there = await shop.FillAsync(there, size);
            // What the filling left in the log is not the orders' to carry.
            using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                command.ExecuteNonQuery();
            }

            var rounds = new List<double>();
            for (var round = 0; round < 9; round++) rounds.Add(1000 / await MeasureAsync(16, 480, (_, _) => shop.OrderAsync()));
            var cost = Median(rounds);
            if (first == 0) first = cost;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {size,7} orders  {cost:0.00} ms   {cost / first:0.00} times the first"));
        }
    }

    /// <returns>Orders a second.</returns>
    private static async Task<double> MeasureAsync(int workers, int count, Func<int, int, Task> act)
    {
        GC.Collect();
        var each = count / workers;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) await act(worker, i);
        })));
        return workers * each / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>What one order writes, transaction by transaction.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<Statement>>> RecordAsync(string path)
    {
        var recorder = new RecordingDatabase(SqliteDatabase.Open(path));
        await using var shop = new BenchmarkShop(recorder);
        await shop.OrderAsync();
        recorder.Transactions.Clear();
        await shop.OrderAsync();
        return [.. recorder.Transactions];
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>One that inserts is repeated with other texts for its keys; one that changes rows finds those of the same mark.</summary>
    private sealed record Statement(string Sql, object?[] Parameters)
    {
        public void Execute(ITransaction tx, string mark)
        {
            var parameters = new object?[Parameters.Length];
            for (var i = 0; i < parameters.Length; i++) parameters[i] = Parameters[i] is string { Length: > 8 and < 64 } key && key.Contains('_', StringComparison.Ordinal) ? mark + key : Parameters[i];
            tx.Execute(Sql, parameters);
        }
    }

    private sealed class RecordingDatabase(SqliteDatabase inner) : IDatabase
    {
        public List<IReadOnlyList<Statement>> Transactions { get; } = [];

        public Task<T> WriteAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken) => inner.WriteAsync(
            tx =>
            {
                var recorder = new RecordingTransaction(tx);
                var result = unit(recorder);
                if (recorder.Statements.Count > 0) Transactions.Add(recorder.Statements);
                return result;
            },
            cancellationToken);

        public Task<T> ReadAsync<T>(Func<ITransaction, T> unit, CancellationToken cancellationToken) => inner.ReadAsync(unit, cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class RecordingTransaction(ITransaction inner) : ITransaction
    {
        public List<Statement> Statements { get; } = [];

        public int Execute(string sql, params ReadOnlySpan<object?> parameters)
        {
            Statements.Add(new Statement(sql, parameters.ToArray()));
            return inner.Execute(sql, parameters);
        }

        public IReadOnlyList<T> Query<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters) => inner.Query(sql, map, parameters);

        public T? QueryFirst<T>(string sql, Func<Row, T> map, params ReadOnlySpan<object?> parameters) => inner.QueryFirst(sql, map, parameters);
    }

    /// <summary>The library before a platform and a gateway that answer at once, so that what is measured is the library and its store.</summary>
    private sealed class BenchmarkShop : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private int _people;

        public BenchmarkShop(IDatabase database)
        {
            Database = database;
            var quoting = new QuotingPlatform("lotus", TimeProvider.System).With(TestMenu.Store("s1"), TestMenu.Item("taro", 20));
            _services = new ServiceCollection()
                .AddSingleton(TimeProvider.System)
                .AddSingleton<IdSource>(new RandomIds())
                .AddSingleton(database)
                .AddSingleton<IPlatform>(new SellingPlatform(quoting, TimeProvider.System))
                .AddSingleton<IPaymentGateway>(new OpenGateway())
                .AddSingleton(new PaymentLimits { Velocity = int.MaxValue, PerDay = long.MaxValue / 2 })
                .AddShoppingPlugins()
                .BuildServiceProvider();
        }

        public IDatabase Database { get; }

        /// <summary>Of somebody new each time, as in a campaign.</summary>
        public async Task OrderAsync()
        {
            var turn = Turn(string.Create(CultureInfo.InvariantCulture, $"person-{Interlocked.Increment(ref _people)}"));
            await Check(Plugin<BasketPlugin>(turn).UpdateBasket([new BasketChange(BasketAction.Add, "taro", Quantity: 1)]));
            await Check(Plugin<BasketPlugin>(turn).SetDelivery(pickup: true));
            var compared = await Check(Plugin<PricePlugin>(turn).ComparePrices());
            var asked = await Check(Plugin<PaymentPlugin>(turn).RequestPayment(compared.Ranked[0].Quote.Id));
            var outcome = await _services.GetRequiredService<Consents>().DecideAsync(turn, asked.Consent.Id, approved: true, CancellationToken.None);
            if (outcome is not ConsentOutcome.Paid) throw new InvalidOperationException($"The order was not paid: {outcome}");
        }

        /// <summary>Copies of a paid order, without going through the library, until there are so many.</summary>
        public async Task<int> FillAsync(int there, int size)
        {
            if (there == 0) await OrderAsync();
            for (var from = there; from < size; from += 5_000)
            {
                var most = Math.Min(5_000, size - from);
                await Database.WriteAsync(tx => Copy(tx, from, most), CancellationToken.None);
            }

            return size;
        }

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            await Database.DisposeAsync();
        }

        private static int Copy(ITransaction tx, int from, int count)
        {
            const string numbers = "WITH RECURSIVE n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $1 + $2) ";
            var model = tx.QueryFirst("SELECT id FROM orders ORDER BY begun_at, id LIMIT 1", row => row.Text(0))!;
            tx.Execute(numbers + "INSERT INTO orders (id, person_id, conversation_id, begun_at, state, open, late, total_minor, currency, sight, told, content) SELECT 'fill_' || i, 'filler-' || (i % 5000), conversation_id, begun_at, 'Delivered', 0, late, total_minor, currency, sight, sight, content FROM orders, n WHERE orders.id = $3", from, count, model);
            tx.Execute(numbers + "INSERT INTO journals (id, kind, order_id, person_id, quote_id, started_at, step, refused, content) SELECT 'fill_' || i, kind, 'fill_' || i, 'filler-' || (i % 5000), 'fill_' || i, started_at, 'Done', 0, content FROM journals, n WHERE journals.order_id = $3", from, count, model);
            tx.Execute(numbers + "INSERT INTO journal_steps (journal_id, number, step, at) SELECT 'fill_' || i, s.number, s.step, s.at FROM journal_steps s JOIN journals j ON j.id = s.journal_id, n WHERE j.order_id = $3", from, count, model);
            tx.Execute(numbers + "INSERT INTO consents (id, person_id, conversation_id, state, asked_at, resolved_at, request, subject) SELECT 'fill_' || i, 'filler-' || (i % 5000), conversation_id, 'Used', asked_at, resolved_at, request, subject FROM (SELECT * FROM consents WHERE state = 'Used' LIMIT 1), n", from, count);
            tx.Execute(numbers + "INSERT INTO postings (reference, kind, order_id, at) SELECT 'fill:' || i, kind, 'fill_' || i, at FROM postings p, n WHERE p.order_id = $3", from, count, model);
            return tx.Execute(numbers + "INSERT INTO entries (posting, account, minor, currency) SELECT f.number, e.account, e.minor, e.currency FROM n JOIN postings f ON f.reference = 'fill:' || n.i, entries e JOIN postings p ON p.number = e.posting WHERE p.order_id = $3", from, count, model);
        }

        private static async Task<T> Check<T>(Task<Outcome<T>> call)
            where T : class
        {
            var outcome = await call;
            return outcome.Value ?? throw new InvalidOperationException($"It was refused: {outcome.Refusal}");
        }

        private T Plugin<T>(TurnContext turn) => ActivatorUtilities.CreateInstance<T>(_services, turn);

        private TurnContext Turn(string person) => new()
        {
            PersonId = person,
            ConversationId = "cnv_" + person,
            TurnId = "trn",
            Language = Language.English,
            TimeZone = TimeZoneInfo.Utc,
            Clock = TimeProvider.System,
            Ids = _services.GetRequiredService<IdSource>(),
        };
    }
}
