using Agent.Plugins.Campaigns;

namespace Agent.Plugins.Tests.Campaigns;

internal static class TestCampaigns
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>Free orders first, then red packets; friends bring friends. It runs at the tests' noon.</summary>
    public const string Spring = """
        campaign: spring
        version: 1
        title: { en: Spring milk tea, zh: 春日奶茶, de: Frühlingstee }
        code: MILKTEA
        budget: "1000.00"
        starts: "2026-02-06 10:00"
        ends: "2026-02-28 00:00"
        categories: [milk_tea]
        waves:
          - id: free
            title: { en: Free milk tea, zh: 免单奶茶, de: Milchtee gratis }
            closes: "2026-02-06 18:00"
            free_order_up_to: "25.00"
            valid_until: "2026-02-23"
            hourly: 3
            most: 20
          - id: packets
            title: { en: Red packet, zh: 红包, de: Glücksumschlag }
            opens: "2026-02-06 18:00"
            red_packets: { pot: "200.00", pieces: 10, most: "40.00", prizes: [{ amount: "88.00", pieces: 1 }] }
          - id: friend
            title: { en: A friend's tea, zh: 好友奶茶, de: Freundestee }
            free_order_up_to: "20.00"
            valid_until: "2026-02-28"
            hours: ["10:30-05:00"]
          - id: thanks
            title: { en: Thank you, zh: 谢礼, de: Dankeschön }
            amount_off: "5.00"
            valid_days: 7
        invites: { friend_gets: friend, you_get: thanks, most_friends: 2 }
        """;

    public static Campaign Read(string yaml = Spring) => CampaignFile.Parse(yaml, "CNY", Offset);
}
