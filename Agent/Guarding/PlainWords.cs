using System.Text;

namespace Agent.Guarding;

/// <summary>A text as it would be typed: without Markdown, with straight quotation marks, half-width letters, simplified characters and single spaces, so that a pattern need not know how a model sets it.</summary>
internal static class PlainWords
{
    private const string Traditional = "無為語機沒辦單買訂點聯繫開應網處實體雙請議撥話線熱親動虛擬個這裡幫進執現權訪問電設計備對過還從給與僅遺會於腦質觸屬範圍責連絡務題錢賣貨選擇別讓該說員業營銷關閉時間經後夠據數軟辦隻樣卻顧您繳費產僱壓嘗試認證擁許輔導覺條內參資訊類見飲廳館滿劃帳賬號傳達門當確極難貴誤錯載檔觀點項術";
    private const string Simplified = "无为语机没办单买订点联系开应网处实体双请议拨话线热亲动虚拟个这里帮进执现权访问电设计备对过还从给与仅遗会于脑质触属范围责连络务题钱卖货选择别让该说员业营销关闭时间经后够据数软办只样却顾您缴费产雇压尝试认证拥许辅导觉条内参资讯类见饮厅馆满划账账号传达门当确极难贵误错载档观点项术";

    private static readonly Dictionary<char, char> Characters = Traditional.Zip(Simplified).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second);

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            switch (c)
            {
                case '*' or '_' or '`' or '~' or '#' or '>' or '\u00ad' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff':
                    break;
                case '’' or '‘' or 'ʼ':
                    plain.Append('\'');
                    break;
                case '‑' or '‐':
                    plain.Append('-');
                    break;
                case ' ' or '\t' or '\u00a0' or '\u202f':
                    if (plain.Length > 0 && plain[^1] != ' ' && !IsCjk(plain[^1])) plain.Append(' ');
                    break;
                default:
                    if (!IsCjk(c))
                    {
                        plain.Append(c);
                        break;
                    }

                    if (plain.Length > 0 && plain[^1] == ' ') plain.Length--;
                    plain.Append(Characters.GetValueOrDefault(c, c));
                    break;
            }
        }

        return plain.ToString();
    }

    // Chinese is written with and without spaces around other scripts.
    private static bool IsCjk(char c) => c >= '\u2e80';
}
