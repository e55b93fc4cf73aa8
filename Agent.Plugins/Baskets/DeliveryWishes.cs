using System.Globalization;
using Agent.Plugins.People;

namespace Agent.Plugins.Baskets;

/// <summary>Reads where and when something shall be delivered.</summary>
internal static class DeliveryWishes
{
    public const int LongestNote = 200;

    private static readonly TimeSpan Farthest = TimeSpan.FromDays(7);

    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>The basket with all of it, or the first refusal. What was not said stays as it is.</summary>
    public static Outcome<Basket> Apply(Basket basket, DeliverySaid said, IReadOnlyList<Address> book, TurnContext turn)
    {
        var placed = Place(basket.Delivery, said, book, turn.Language);
        if (!placed.Succeeded) return placed.Refusal;
        var delivery = placed.Value;
        if (said.Time is not null)
        {
            if (ReadTime(said.Time, turn.Now, turn.TimeZone, out var at) is { } refusal) return refusal;
            delivery = delivery with { At = at };
        }

        if (said.Note is null) return basket with { Delivery = delivery };
        var kept = ReadNote(said.Note);
        return kept.Succeeded ? basket with { Delivery = delivery, Note = kept.Value.Length == 0 ? null : kept.Value } : kept.Refusal;
    }

    private static Outcome<Delivery> Place(Delivery delivery, DeliverySaid said, IReadOnlyList<Address> book, Language language)
    {
        var read = ReadRecipient(said.Recipient);
        if (!read.Succeeded) return read.Refusal;
        var friend = read.Value.Length == 0 ? null : read.Value;
        var isSaid = said.Gift is not null || friend is not null;

        // A gift goes to where its recipient lives, where that is known and no other place was said.
        var where = said.Address ?? (friend is null || said.Pickup == true ? null : book.FirstOrDefault(a => string.Equals(a.Recipient, friend, StringComparison.OrdinalIgnoreCase))?.Id);
        if (where is not null)
        {
            var found = FindAddress(book, where, language);
            if (!found.Succeeded) return found.Refusal;
            delivery = delivery with { AddressId = found.Value.Id, Pickup = false };
            // Another friend's address is for that friend.
            if (!isSaid && found.Value.Recipient is not null) delivery = delivery with { Gift = null };
        }

        if (said.Pickup is { } fetch) delivery = delivery with { Pickup = fetch, AddressId = fetch ? null : delivery.AddressId };
        return isSaid ? delivery with { Gift = said.Gift == false ? new GiftWish(false, null) : new GiftWish(true, friend ?? delivery.Gift?.Recipient) } : delivery;
    }

    /// <summary>By id, by label in any language, by the friend who lives there, or by a part of the street that only one address has.</summary>
    public static Outcome<Address> FindAddress(IReadOnlyList<Address> book, string said, Language language)
    {
        var wanted = Shown.Clean(said);
        bool Is(string text) => string.Equals(text, wanted, StringComparison.OrdinalIgnoreCase);
        var found = book.FirstOrDefault(a => Is(a.Id)) ?? book.FirstOrDefault(a => Is(a.Label.In(language))) ?? book.FirstOrDefault(a => Is(a.Label.English) || Is(a.Label.Chinese) || Is(a.Label.German)) ?? book.FirstOrDefault(a => a.Recipient is { } friend && Is(friend));
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

    /// <returns>Empty where none was said.</returns>
    public static Outcome<string> ReadRecipient(string? said)
    {
        var name = Shown.Clean(said ?? "");
        return name.Length > AddressDesk.LongestLabel ? new Refusal(RefusalCode.NameTooLong) { Count = AddressDesk.LongestLabel } : name;
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
