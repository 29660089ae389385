package org.mailloft.net;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A private key and the certificates that speak for it, as PEM files hold them: PKCS#8, PKCS#1 and SEC 1 keys, with or
 * without a password.
 *
 * @param chain the own certificate first
 */
public record PemIdentity(PrivateKey key, List<X509Certificate> chain) {

    /**
     * @param password of the key, empty without
     * @throws IllegalArgumentException when there is no certificate, no key, a wrong password, or when they don't belong
     *     together; the message is a sentence for the administrator
     */
    public static PemIdentity of(String certPem, String keyPem, String password) {
        var chain = certificates(certPem);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("There is no valid PEM certificate.");
        }
        var identity = new PemIdentity(privateKey(keyPem, password.toCharArray()), chain);
        if (!identity.fits()) {
            throw new IllegalArgumentException("The private key doesn't belong to the certificate.");
        }
        return identity;
    }

    /** All certificates in a PEM text; other objects are skipped. */
    public static List<X509Certificate> certificates(String pem) {
        var found = new ArrayList<X509Certificate>();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof X509CertificateHolder holder) {
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("There is no valid PEM certificate: " + e.getMessage(), e);
        }
        return List.copyOf(found);
    }

    private static PrivateKey privateKey(String pem, char[] password) {
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                switch (object) {
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getKeyPair(pair).getPrivate();
                    }
                    case PEMEncryptedKeyPair locked -> {
                        var key = locked.decryptKeyPair(new JcePEMDecryptorProviderBuilder().build(password));
                        return converter.getKeyPair(key).getPrivate();
                    }
                    case PKCS8EncryptedPrivateKeyInfo locked -> {
                        var opener = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                .setProvider(new BouncyCastleProvider())
                                .build(password);
                        return converter.getPrivateKey(locked.decryptPrivateKeyInfo(opener));
                    }
                    default -> {
                        // a certificate or EC parameters before the key
                    }
                }
            }
        } catch (IOException | OperatorCreationException | PKCSException e) {
            throw new IllegalArgumentException("The private key can't be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("There is no valid PEM private key.");
    }

    private boolean fits() {
        try {
            var sample = new byte[] {1, 2, 3};
            var signer = signature(key.getAlgorithm());
            signer.initSign(key);
            signer.update(sample);
            var signed = signer.sign();
            PublicKey publicKey = chain.getFirst().getPublicKey();
            var verifier = signature(publicKey.getAlgorithm());
            verifier.initVerify(publicKey);
            verifier.update(sample);
            return verifier.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
    }
}
