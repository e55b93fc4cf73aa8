using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Agent.Plugins;

namespace Agent.Guarding;

/// <summary>Where a figure in a reply may come from: what functions returned in this conversation, and what the person wrote. Read newest first, and only as far as a figure needs.</summary>
internal sealed class FigureSources
{
    private const int LongestWalk = 12;

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, bool Percent)[]> Properties = new();

    private readonly Lock _gate = new();
    private readonly Stack<object> _unread = new();
    private readonly HashSet<long> _amounts = [];
    private readonly HashSet<long> _percents = [];
    private readonly HashSet<long> _times = [];
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

    public void Fold(TurnEvent e)
    {
        object? source = e switch
        {
            TurnStarted started => started.Text,
            ToolFinished finished => finished.Result,
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
            {
                if (!_unread.TryPop(out var source)) return false;
                if (source is string said) Keep(FigureScanner.ScanLoosely(said));
                else Walk(source, zone, LongestWalk);
            }
        }

        return true;
    }

    private bool Holds(Figure figure) => figure.Kind switch
    {
        FigureKind.Amount => _amounts.Contains(figure.Value),
        FigureKind.Percent => _percents.Contains(figure.Value),
        FigureKind.Time => _times.Contains(figure.Value) || (figure.HalfDay && _times.Contains((figure.Value + 720) % 1440)),
        _ => _ids.Contains(figure.Text),
    };

    private void Walk(object value, TimeZoneInfo zone, int depth)
    {
        if (depth == 0) return;
        switch (value)
        {
            case Money money:
                _amounts.Add(Math.Abs(money.Minor));
                break;
            case DateTimeOffset time:
                _times.Add(Minutes(time.TimeOfDay));
                _times.Add(Minutes(TimeZoneInfo.ConvertTime(time, zone).TimeOfDay));
                break;
            case TimeOnly time:
                _times.Add(Minutes(time.ToTimeSpan()));
                break;
            case string text:
                if (FigureScanner.MayHold(text)) Read(text);
                break;
            case JsonElement json:
                Walk(json, depth);
                break;
            case IEnumerable items:
                foreach (var item in items)
                    if (item is not null) Walk(item, zone, depth - 1);
                break;
            default:
                foreach (var (property, percent) in Properties.GetOrAdd(value.GetType(), PropertiesOf))
                {
                    if (property.GetValue(value) is not { } inner) continue;
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
                if (json.TryGetProperty("minor", out var minor) && minor.TryGetInt64(out var amount)) _amounts.Add(Math.Abs(amount));
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
        Keep(FigureScanner.Scan(text));
        if (text.Length <= 64) _ids.Add(text);
    }

    private void Keep(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
        {
            switch (figure.Kind)
            {
                case FigureKind.Amount:
                    _amounts.Add(figure.Value);
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
    private static (PropertyInfo, bool)[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name != "Description")
            .Select(p => (Property: p, Percent: p.PropertyType == typeof(int?) && p.Name == "Percent"))
            .Where(p => p.Percent || Walkable(p.Property.PropertyType))];

    private static bool Walkable(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return !type.IsEnum && !type.IsPrimitive;
    }
}
