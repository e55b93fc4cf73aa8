using System.Globalization;
using System.Text;
using Agent.Plugins.Platforms;
using Microsoft.Data.Sqlite;

namespace Agent.Plugins.Menu.Search;

/// <summary>What the feeds last said, indexed in an in-memory SQLite of its own. Immutable; one thread at a time searches the words.</summary>
/// <remarks>FTS5 finds the candidates. Their BM25 is computed here with FTS5's own formula, as its bm25() walks the whole list of every word anew for each query, and cannot score what only a platform's search gave.</remarks>
internal sealed class MenuSnapshot : IDisposable
{
    /// <summary>Of more candidates than these, those of the best rated stores are judged.</summary>
    private const int MostCandidates = 2048;

    /// <summary>Where any word will do, the rarest words are asked for until so many items of the whole index have one.</summary>
    private const int MostWithAnyWord = 6_000;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _match;
    private readonly Dictionary<string, List<IndexedItem>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IndexedItem>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Number, List<IndexedItem> Items)> _zones = new(StringComparer.Ordinal);
    private readonly List<IndexedItem> _pickup = [];
    private readonly ItemReader _reader;
    private bool _disposed;

    private MenuSnapshot(IEnumerable<Listing> listings)
    {
        Listings = [.. listings];
        var words = listings.SelectMany(ItemReader.NamesOf).Distinct(StringComparer.Ordinal).SelectMany(Words.Split).Where(t => !t.IsRun).Select(t => Words.Stem(t.Text)).ToHashSet(StringComparer.Ordinal);
        _reader = new ItemReader(Vocabulary, Lexicon, words.Contains);
        IsWord = words.Contains;
        _connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        _connection.Open();
        Execute("PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE items USING fts5(name, other, store, category, description, scope, tokenize='ascii', content='', detail=column, columnsize=0);");
        Items = Fill();
        _match = _connection.CreateCommand();
        _match.CommandText = "SELECT rowid FROM items WHERE items MATCH $1 ORDER BY rowid LIMIT " + MostCandidates.ToString(CultureInfo.InvariantCulture);
        _match.Parameters.Add(new SqliteParameter { ParameterName = "$1" });
        _match.Prepare();
    }

    public static Lexicon Lexicon => Lexicon.Default;

    public IReadOnlyList<Listing> Listings { get; }

    /// <summary>Best rated stores first, then by id.</summary>
    public IReadOnlyList<IndexedItem> Items { get; }

    public Vocabulary Vocabulary { get; } = new();

    public double AverageLength { get; private set; }

    /// <summary>Whether a stem is a word of its own in some name.</summary>
    public Func<string, bool> IsWord { get; }

    public static MenuSnapshot Build(IEnumerable<(PlatformInfo Platform, IReadOnlyList<StoreMenu> Menus)> feeds) => new(feeds.SelectMany(f => Listing.Of(f.Platform, f.Menus)));

    public IReadOnlyList<IndexedItem> Find(string itemId) => _byId.GetValueOrDefault(itemId) ?? [];

    public IReadOnlyList<IndexedItem> Named(string key) => _byKey.GetValueOrDefault(key) ?? [];

    /// <summary>Everything in the scope.</summary>
    public IEnumerable<IndexedItem> In(DeliveryScope scope)
    {
        if (scope.Zones is not { } zones) return Items;
        var lists = zones.Select(z => _zones.TryGetValue(z, out var known) ? known.Items : []).Append(_pickup).Where(l => l.Count > 0).ToArray();
        return lists is [var only] ? only : lists.SelectMany(l => l).Distinct();
    }

    /// <summary>Items of the scope with every slot of the query in what is findable, or with any slot anywhere.</summary>
    /// <returns>Null where this snapshot has been replaced meanwhile.</returns>
    public IReadOnlyList<IndexedItem>? Candidates(MenuQuery query, bool every, DeliveryScope scope)
    {
        if (query.Slots.Count == 0 || Items.Count == 0) return [];
        var fts = new StringBuilder();
        if (every) fts.Append("{name other store category} : ");
        fts.Append('(');
        var slots = every ? query.Slots : Rarest(query);
        for (var i = 0; i < slots.Count; i++)
        {
            if (i > 0) fts.Append(every ? " AND " : " OR ");
            slots[i].Close.Write(fts, query.Terms);
        }

        fts.Append(')');
        if (scope.Zones is { } zones)
        {
            fts.Append(" AND scope : (\"pickup\"");
            foreach (var zone in zones)
                if (_zones.TryGetValue(zone, out var known)) fts.Append(CultureInfo.InvariantCulture, $" OR \"z{known.Number}\"");
            fts.Append(')');
        }

        lock (_gate)
        {
            if (_disposed) return null;
            var found = new List<IndexedItem>();
            _match.Parameters[0].Value = fts.ToString();
            using var rows = _match.ExecuteReader();
            while (rows.Read()) found.Add(Items[(int)rows.GetInt64(0) - 1]);
            return found;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _match.Dispose();
            _connection.Dispose();
        }
    }

    private List<IndexedItem> Fill()
    {
        var groups = Listings.GroupBy(l => (l.Store.Id, Item: l.Item.Id))
            .OrderByDescending(g => g.Max(l => l.Store.Rating)).ThenBy(g => g.Key.Item, StringComparer.Ordinal).ThenBy(g => g.Key.Id, StringComparer.Ordinal);
        var items = new List<IndexedItem>();
        var length = 0L;
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO items (rowid, name, other, store, category, description, scope) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        for (var i = 1; i <= 7; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
        foreach (var group in groups)
        {
            var item = _reader.Read([.. group.OrderBy(l => l.Platform.Id, StringComparer.Ordinal)], out var words);
            items.Add(item);
            length += item.Length;
            foreach (var term in item.Terms) Vocabulary.CountDocument(term);
            foreach (var key in item.Keys) Add(_byKey, key, item);
            Add(_byId, item.ItemId, item);
            insert.Parameters[0].Value = items.Count;
            for (var c = 0; c < words.Length; c++) insert.Parameters[c + 1].Value = string.Join(' ', words[c]);
            insert.Parameters[6].Value = string.Join(' ', Scope(item));
            insert.ExecuteNonQuery();
        }

        insert.CommandText = "INSERT INTO items (items) VALUES ('optimize')";
        insert.Parameters.Clear();
        insert.ExecuteNonQuery();
        transaction.Commit();
        AverageLength = items.Count == 0 ? 1 : Math.Max(1, (double)length / items.Count);
        return items;
    }

    /// <summary>The query's slots whose words the fewest items have.</summary>
    private List<Slot> Rarest(MenuQuery query)
    {
        var rarest = new List<Slot>();
        var documents = 0L;
        foreach (var (slot, with) in query.Slots.Select(s => (Slot: s, With: s.Close.Terms.Sum(t => Vocabulary.Find(query.Terms[t]) is { } id ? (long)Vocabulary.Documents(id) : 0))).OrderBy(s => s.With))
        {
            documents += with;
            if (rarest.Count > 0 && documents > MostWithAnyWord) break;
            rarest.Add(slot);
        }

        return rarest;
    }

    private IEnumerable<string> Scope(IndexedItem item)
    {
        if (item.Listings.Any(l => l.Store.Pickup))
        {
            _pickup.Add(item);
            yield return "pickup";
        }

        foreach (var zone in item.Listings.SelectMany(l => l.Store.Zones).Distinct(StringComparer.Ordinal))
        {
            if (!_zones.TryGetValue(zone, out var known)) _zones.Add(zone, known = (_zones.Count, []));
            known.Items.Add(item);
            yield return string.Create(CultureInfo.InvariantCulture, $"z{known.Number}");
        }
    }

    private static void Add(Dictionary<string, List<IndexedItem>> map, string key, IndexedItem item)
    {
        if (!map.TryGetValue(key, out var items)) map.Add(key, items = []);
        items.Add(item);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
