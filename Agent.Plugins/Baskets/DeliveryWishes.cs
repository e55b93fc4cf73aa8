using System.Globalization;
using Agent.Plugins.People;

namespace Agent.Plugins.Baskets;

/// <summary>Reads where and when something shall be delivered.</summary>
internal static class DeliveryWishes
{
    public const int LongestNote = 200;

    private static readonly TimeSpan Farthest = TimeSpan.FromDays(7);

    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>By id, by label in any language, or by a part of the street that only one address has.</summary>
    public static Outcome<Address> FindAddress(IReadOnlyList<Address> book, string said, Language language)
    {
        var wanted = Shown.Clean(said);
        bool Is(string text) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase);
        var found = book.FirstOrDefault(a => Is(a.Id)) ?? book.FirstOrDefault(a => Is(a.Label.In(language))) ?? book.FirstOrDefault(a => Is(a.Label.English) || Is(a.Label.Chinese) || Is(a.Label.German));
        if (found is not null) return found;
        var inStreet = wanted.Length == 0 ? [] : book.Where(a => a.Street.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (inStreet.Length == 1) return inStreet[0];
        return new Refusal(RefusalCode.AddressUnknown) { Subject = Shown.Cut(said), Choices = Labels(inStreet.Length > 1 ? inStreet : book, language) };
    }

    public static IReadOnlyList<string> Labels(IReadOnlyList<Address> book, Language language) => [.. book.Select(a => a.Label.In(language))];

    /// <summary>"asap", a clock time of today, or an ISO time, local unless it carries an offset.</summary>
    /// <param name="wished">Null for as soon as possible.</param>
    public static Refusal? ReadTime(string said, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset? wished)
    {
        wished = null;
        var text = Shown.Clean(said);
        if (string.Equals(text, "asap", StringComparison.OrdinalIgnoreCase)) return null;
        if (Parse(text, now, zone) is not { } time) return new Refusal(RefusalCode.TimeUnclear) { Subject = Shown.Cut(said) };
        if (time < now) return new Refusal(RefusalCode.TimePast) { At = time };
        if (time > now + Farthest) return new Refusal(RefusalCode.TimeTooFar) { At = now + Farthest };
        wished = time;
        return null;
    }

    public static Outcome<string> ReadNote(string said)
    {
        var note = Shown.Clean(said);
        return note.Length > LongestNote ? new Refusal(RefusalCode.NoteTooLong) { Count = LongestNote } : note;
    }

    private static DateTimeOffset? Parse(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        var culture = CultureInfo.InvariantCulture;
        if (TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], culture, DateTimeStyles.None, out var clock)) return Local(DateOnly.FromDateTime(now.DateTime).ToDateTime(clock), zone);
        if (DateTime.TryParseExact(text, LocalForms, culture, DateTimeStyles.None, out var local)) return Local(local, zone);
        string[] zoned = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'"];
        return DateTimeOffset.TryParseExact(text, zoned, culture, DateTimeStyles.AssumeUniversal, out var exact) ? TimeZoneInfo.ConvertTime(exact, zone) : null;
    }

    /// <summary>Null for a time that the clocks leap over.</summary>
    private static DateTimeOffset? Local(DateTime local, TimeZoneInfo zone) => zone.IsInvalidTime(local) ? null : new DateTimeOffset(local, zone.GetUtcOffset(local));
}
