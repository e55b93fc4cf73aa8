using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Agent.Plugins;

namespace Agent.Guarding;

/// <summary>Where a figure or a name in a reply may come from: what functions returned in this conversation, and what the person wrote. Read newest first, and only as far as it needs: what a text says in words after all that is typed.</summary>
internal sealed class FigureSources
{
    private const int LongestWalk = 12;

    /// <summary>Of an amount that a person named without a currency.</summary>
    private const string Any = "";

    private static readonly ConcurrentDictionary<Type, (Func<object, object?> Get, bool Percent)[]> Properties = new();
    private static readonly MethodInfo GetterMethod = typeof(FigureSources).GetMethod(nameof(GetterOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Lock _gate = new();
    private readonly Stack<object> _unread = new();
    private readonly Queue<string> _unscanned = new();
    private readonly Queue<string> _unscannedWords = new();
    private readonly HashSet<(long Minor, string Currency)> _amounts = [];
    private readonly HashSet<long> _percents = [];
    private readonly HashSet<long> _times = [];
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _currencies = new(StringComparer.Ordinal);

    public void Fold(TurnEvent e)
    {
        object? source = e switch
        {
            TurnStarted started => started.Text,
            ToolFinished finished => finished.Result,
            ConsentRequested requested => requested.Asked,
            ConsentResolved resolved => resolved.Outcome,
            OrderChanged changed => changed.Order,
            _ => null,
        };
        if (source is null) return;

        // News of an order comes from outside the turn that reads.
        lock (_gate) _unread.Push(source);
    }

    public bool Knows(Figure figure, TimeZoneInfo zone)
    {
        lock (_gate)
        {
            while (!Holds(figure))
                if (!ScanNext() && !ReadNext(zone)) return false;
        }

        return true;
    }

    /// <summary>Whether a text of this conversation has these words, whatever stands around them.</summary>
    public bool Mentions(string words, TimeZoneInfo zone)
    {
        lock (_gate)
        {
            while (!_texts.Any(t => Has(t, words)))
                if (!ReadNext(zone)) return false;
        }

        return true;
    }

    private bool ReadNext(TimeZoneInfo zone)
    {
        if (!_unread.TryPop(out var source)) return false;
        if (source is string said)
        {
            _texts.Add(said);
            Keep(FigureScanner.ScanLoosely(said), Any);
        }
        else
        {
            Walk(source, zone, LongestWalk);
        }

        return true;
    }

    private bool ScanNext()
    {
        // What is said in digits most often stands in digits.
        if (!_unscanned.TryDequeue(out var text) && !_unscannedWords.TryDequeue(out text)) return false;
        Keep(FigureScanner.Scan(text), Any);
        return true;
    }

    private bool Holds(Figure figure) => figure.Kind switch
    {
        FigureKind.Amount => HoldsAmount(figure),
        FigureKind.Percent => _percents.Contains(figure.Value),
        FigureKind.Time => _times.Contains(figure.Value) || (figure.HalfDay && _times.Contains((figure.Value + 720) % 1440)),
        FigureKind.Id => _ids.Contains(figure.Text),
        _ => _texts.Any(t => Has(t, figure.Text)),
    };

    // A sign that could be another currency's is read as one that this conversation has, once it is known which ones it has.
    private bool HoldsAmount(Figure figure)
    {
        if (_amounts.Contains((figure.Value, Any))) return true;
        if (figure.Currency is { } currency && (currency != "CNY" || _unscanned.Count + _unscannedWords.Count > 0 || _currencies.Contains(currency))) return _amounts.Contains((figure.Value, currency));
        foreach (var one in _currencies)
            if (_amounts.Contains((figure.Value, one))) return true;
        return false;
    }

    /// <summary>At the borders of words, where the script has them.</summary>
    private static bool Has(string text, string words)
    {
        for (var at = 0; (at = text.IndexOf(words, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + words.Length;
            if (!(at > 0 && IsLatin(words[0]) && IsLatin(text[at - 1])) && !(end < text.Length && IsLatin(words[^1]) && IsLatin(text[end]))) return true;
        }

        return false;
    }

    private static bool IsLatin(char c) => c < '\u2e80' && char.IsLetterOrDigit(c);

    private void Keep(long minor, string currency)
    {
        _amounts.Add((Math.Abs(minor), currency));
        if (currency.Length > 0) _currencies.Add(currency);
    }

    private void Walk(object value, TimeZoneInfo zone, int depth)
    {
        if (depth == 0) return;
        switch (value)
        {
            case Money money:
                Keep(money.Minor, money.Currency);
                break;
            case DateTimeOffset time:
                _times.Add(Minutes(time.TimeOfDay));
                _times.Add(Minutes(TimeZoneInfo.ConvertTime(time, zone).TimeOfDay));
                break;
            case TimeOnly time:
                _times.Add(Minutes(time.ToTimeSpan()));
                break;
            case string text:
                Read(text);
                break;
            case JsonElement json:
                Walk(json, depth);
                break;
            case IEnumerable items:
                foreach (var item in items)
                    if (item is not null) Walk(item, zone, depth - 1);
                break;
            default:
                foreach (var (get, percent) in Properties.GetOrAdd(value.GetType(), PropertiesOf))
                {
                    if (get(value) is not { } inner) continue;
                    if (percent) _percents.Add((int)inner * 100L);
                    else Walk(inner, zone, depth - 1);
                }

                break;
        }
    }

    // A result of a plugin that is not ours: its money has the domain's form, the rest is text.
    private void Walk(JsonElement json, int depth)
    {
        if (depth == 0) return;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                if (json.TryGetProperty("minor", out var minor) && minor.ValueKind == JsonValueKind.Number && minor.TryGetInt64(out var amount))
                    Keep(amount, json.TryGetProperty("currency", out var currency) && currency.ValueKind == JsonValueKind.String ? currency.GetString()! : Any);
                foreach (var property in json.EnumerateObject()) Walk(property.Value, depth - 1);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) Walk(item, depth - 1);
                break;
            case JsonValueKind.String:
                if (json.TryGetDateTimeOffset(out var time)) _times.Add(Minutes(time.TimeOfDay));
                else Read(json.GetString()!);
                break;
        }
    }

    private void Read(string text)
    {
        if (!_texts.Add(text)) return;
        (FigureScanner.HasDigit(text) ? _unscanned : _unscannedWords).Enqueue(text);
        if (text.Length <= 64) _ids.Add(text);
    }

    private void Keep(IEnumerable<Figure> figures, string currency)
    {
        foreach (var figure in figures)
        {
            switch (figure.Kind)
            {
                case FigureKind.Amount:
                    Keep(figure.Value, figure.Currency ?? currency);
                    break;
                case FigureKind.Percent:
                    _percents.Add(figure.Value);
                    break;
                case FigureKind.Time:
                    _times.Add(figure.Value);
                    if (figure.HalfDay) _times.Add((figure.Value + 720) % 1440);
                    break;
                default:
                    _ids.Add(figure.Text);
                    break;
            }
        }
    }

    private static long Minutes(TimeSpan time) => (long)time.TotalMinutes;

    /// <summary>What can hold a figure. A merchant's description is left out: it is nobody's price.</summary>
    private static (Func<object, object?>, bool)[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name != "Description")
            .Select(p => (Property: p, Percent: p.PropertyType == typeof(int?) && p.Name == "Percent"))
            .Where(p => p.Percent || Walkable(p.Property.PropertyType))
            .Select(p => (Getter(p.Property), p.Percent))];

    // Results are read in every turn, and a delegate costs a tenth of a reflected call.
    private static Func<object, object?> Getter(PropertyInfo property) => property.DeclaringType!.IsValueType
        ? property.GetValue
        : GetterMethod.MakeGenericMethod(property.DeclaringType, property.PropertyType).CreateDelegate<Func<PropertyInfo, Func<object, object?>>>()(property);

    private static Func<object, object?> GetterOf<TOwner, TValue>(PropertyInfo property)
        where TOwner : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        return owner => get((TOwner)owner);
    }

    private static bool Walkable(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return !type.IsEnum && !type.IsPrimitive;
    }
}
